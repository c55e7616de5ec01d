package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Condition;
import dev.cordon.policy.TimeWindow;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads time windows. */
final class WindowReader {

    private static final int DAY = 1440;
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final Report report;

    WindowReader(Report report) {
        this.report = report;
    }

    Optional<Condition> read(List<Fields> blocks) {
        List<TimeWindow> windows =
                blocks.stream().flatMap(block -> window(block).stream()).toList();
        return windows.isEmpty() ? Optional.empty() : Optional.of(new Condition.Time(windows));
    }

    private Optional<TimeWindow> window(Fields fields) {
        List<DayOfWeek> days = days(fields);
        OptionalInt start = minute(fields, "from");
        OptionalInt end = minute(fields, "to");
        Optional<ZoneId> zone = fields.text("zone").flatMap(this::zone);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        if (start.getAsInt() == end.getAsInt()) {
            String text = fields.text("from").map(YamlNode.Scalar::text).orElse("");
            report.add(RuleFault.WINDOW_EMPTY, fields.at("to"), text);
            return Optional.empty();
        }
        return zone.filter(there -> !days.isEmpty())
                .map(there -> new TimeWindow(days, start.getAsInt(), end.getAsInt(), there));
    }

    /** The minute of the day. A window opens at 00:00 at the earliest and closes at 24:00 at the latest. */
    private OptionalInt minute(Fields fields, String key) {
        Optional<YamlNode.Scalar> scalar = fields.text(key);
        if (scalar.isEmpty()) {
            return OptionalInt.empty();
        }
        int minute = minute(scalar.get().text());
        boolean opens = key.equals("from");
        if (minute < 0) {
            report.add(RuleFault.TIME_OF_DAY, scalar.get().at(), scalar.get().text());
        } else if (minute == (opens ? DAY : 0)) {
            String other = opens ? "00:00" : "24:00";
            report.add(RuleFault.MIDNIGHT, scalar.get().at(), key, scalar.get().text(), other);
        } else {
            return OptionalInt.of(minute);
        }
        return OptionalInt.empty();
    }

    private static int minute(String text) {
        boolean form = text.length() == 5 && text.charAt(2) == ':';
        for (int i = 0; form && i < 5; i++) {
            form = i == 2 || text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!form) {
            return -1;
        }
        int minutes = Integer.parseInt(text.substring(3));
        int all = Integer.parseInt(text.substring(0, 2)) * 60 + minutes;
        return minutes < 60 && all <= DAY ? all : -1;
    }

    private List<DayOfWeek> days(Fields fields) {
        List<DayOfWeek> days = new ArrayList<>();
        for (YamlNode.Scalar text : fields.texts("days")) {
            int dash = text.text().indexOf('-');
            int first = DAYS.indexOf(dash < 0 ? text.text() : text.text().substring(0, dash));
            int last = dash < 0 ? first : DAYS.indexOf(text.text().substring(dash + 1));
            if (first < 0 || last < 0) {
                report.add(RuleFault.DAYS, text.at(), text.text());
            } else {
                add(days, first, last, text);
            }
        }
        return days;
    }

    /** A range may run across Sunday: {@code fri-mon} has four days. */
    private void add(List<DayOfWeek> days, int first, int last, YamlNode.Scalar text) {
        for (int i = 0; i <= Math.floorMod(last - first, DAYS.size()); i++) {
            DayOfWeek day = DayOfWeek.of((first + i) % DAYS.size() + 1);
            if (days.contains(day)) {
                report.add(RuleFault.DAY_TWICE, text.at(), DAYS.get(day.ordinal()));
            } else {
                days.add(day);
            }
        }
    }

    /** Only names of the time zone database: an offset such as {@code +02:00} would forget daylight saving. */
    private Optional<ZoneId> zone(YamlNode.Scalar text) {
        if (ZoneId.getAvailableZoneIds().contains(text.text())) {
            return Optional.of(ZoneId.of(text.text()));
        }
        List<String> known = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        Object hint = report.suggestions().of(text.text(), known, "write one such as `Europe/Berlin` or `UTC`");
        report.add(RuleFault.ZONE, text.at(), text.text(), hint);
        return Optional.empty();
    }
}
