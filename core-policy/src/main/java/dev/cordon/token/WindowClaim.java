package dev.cordon.token;

import dev.cordon.policy.TimeWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A usage window as {@code {"days":["mon"],"from":"08:00","to":"24:00","zone":"Europe/Berlin"}}. */
final class WindowClaim {

    private static final String DAYS = "days";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ZONE = "zone";
    /** Monday first, as in {@link DayOfWeek}. */
    private static final List<String> DAY_NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    private WindowClaim() {}

    static Map<String, Object> write(TimeWindow window) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put(
                DAYS,
                window.days().stream().map(day -> DAY_NAMES.get(day.ordinal())).toList());
        claim.put(FROM, time(window.startMinute()));
        claim.put(TO, time(window.endMinute()));
        claim.put(ZONE, window.zone().getId());
        return claim;
    }

    private static String time(int minute) {
        return twoDigits(minute / 60) + ":" + twoDigits(minute % 60);
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    static List<TimeWindow> read(List<Fields> claims) throws OddClaimException {
        List<TimeWindow> windows = new ArrayList<>();
        for (Fields claim : claims) {
            windows.add(read(claim));
        }
        return List.copyOf(windows);
    }

    private static TimeWindow read(Fields claim) throws OddClaimException {
        claim.only(List.of(DAYS, FROM, TO, ZONE));
        List<DayOfWeek> days = new ArrayList<>();
        for (String name : claim.names(DAYS, 3)) {
            int day = DAY_NAMES.indexOf(name);
            if (day < 0) {
                throw new OddClaimException(DAYS);
            }
            days.add(DayOfWeek.of(day + 1));
        }
        int from = minute(claim, FROM);
        int to = minute(claim, TO);
        try {
            return new TimeWindow(days, from, to, ZoneId.of(claim.name(ZONE)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new OddClaimException(ZONE);
        }
    }

    private static int minute(Fields claim, String member) throws OddClaimException {
        String text = claim.name(member);
        if (!TIME.matcher(text).matches()) {
            throw new OddClaimException(member);
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }
}
