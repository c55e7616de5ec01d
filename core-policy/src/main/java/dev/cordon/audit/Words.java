package dev.cordon.audit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How values are worded in a record. */
final class Words {

    /**
     * The longest name that is written, in characters: longer than any that a policy can have, so that what is cut off
     * can't make one of it.
     */
    static final int LONGEST = 256;

    /** There are a few dozen in all. */
    private static final Map<Enum<?>, String> ENUMS = new ConcurrentHashMap<>();

    private static final long FIRST_YEAR = -62_167_219_200L;
    private static final long LAST_YEAR = 253_402_300_799L;

    private Words() {}

    /** In lowercase, with hyphens. */
    static String of(Enum<?> value) {
        return ENUMS.computeIfAbsent(
                value, one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Callers choose some texts: nothing of theirs may confuse a reader, or fill the log. */
    static String name(String text) {
        return printable(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    /** Nothing but printable ASCII. */
    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                return text.replaceAll("[^ -~]", "?");
            }
        }
        return text;
    }

    /** As {@link Instant#toString} writes it, but by hand: the library's formatter takes longer than all the rest. */
    static String time(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < FIRST_YEAR || second > LAST_YEAR) {
            return instant.toString();
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(32);
        digits(text, time.getYear(), 1000);
        digits(text.append('-'), time.getMonthValue(), 10);
        digits(text.append('-'), time.getDayOfMonth(), 10);
        digits(text.append('T'), time.getHour(), 10);
        digits(text.append(':'), time.getMinute(), 10);
        digits(text.append(':'), time.getSecond(), 10);
        int nanos = instant.getNano();
        if (nanos % 1_000_000 == 0 && nanos > 0) {
            digits(text.append('.'), nanos / 1_000_000, 100);
        } else if (nanos % 1_000 == 0 && nanos > 0) {
            digits(text.append('.'), nanos / 1_000, 100_000);
        } else if (nanos > 0) {
            digits(text.append('.'), nanos, 100_000_000);
        }
        return text.append('Z').toString();
    }

    private static void digits(StringBuilder text, int number, int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
    }
}
