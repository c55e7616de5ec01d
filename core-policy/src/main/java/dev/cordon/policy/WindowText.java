package dev.cordon.policy;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time window in one line, with the words of the policy language: {@code mon-fri 08:00-18:00 Europe/Berlin}. Several
 * days are parted by commas.
 */
public final class WindowText {

    private static final int LONGEST = 128;
    private static final Pattern FORM =
            Pattern.compile("([a-z,-]+) ([0-9]{2}:[0-5][0-9])-([0-9]{2}:[0-5][0-9]) ([A-Za-z0-9+/_-]+)");

    private WindowText() {}

    /** What {@link #read} reads back. */
    public static String of(TimeWindow window) {
        return String.join(",", days(window.days())) + " " + time(window.startMinute()) + "-" + time(window.endMinute())
                + " " + window.zone().getId();
    }

    /** The window; empty where the text is none, such as one with another offset than that of a zone with a name. */
    public static Optional<TimeWindow> read(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        Optional<List<DayOfWeek>> days = readDays(parts.group(1));
        if (days.isEmpty() || !ZoneId.getAvailableZoneIds().contains(parts.group(4))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TimeWindow(
                    days.get(), minute(parts.group(2)), minute(parts.group(3)), ZoneId.of(parts.group(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A range may run across Sunday: {@code fri-mon} has four days. */
    private static Optional<List<DayOfWeek>> readDays(String text) {
        List<DayOfWeek> days = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            Optional<DayOfWeek> first = readDay(ends[0]);
            Optional<DayOfWeek> last = readDay(ends[ends.length - 1]);
            if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
                return Optional.empty();
            }
            days.add(first.get());
            for (DayOfWeek day = first.get(); day != last.get(); ) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return Optional.of(days);
    }

    private static Optional<DayOfWeek> readDay(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day(day).equals(text)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static int minute(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    /** Three days or more in a row are a range. */
    static List<String> days(List<DayOfWeek> days) {
        List<String> parts = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= days.size(); i++) {
            int run = i - first;
            if (i < days.size() && days.get(i).ordinal() == days.get(first).ordinal() + run) {
                continue;
            } else if (run > 2) {
                parts.add(day(days.get(first)) + "-" + day(days.get(i - 1)));
            } else {
                days.subList(first, i).forEach(day -> parts.add(day(day)));
            }
            first = i;
        }
        return parts;
    }

    private static String day(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    static String time(int minute) {
        return twoDigits(minute / 60) + ":" + twoDigits(minute % 60);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
