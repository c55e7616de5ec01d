package dev.cordon.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * A window of local wall-clock time that opens on certain days. One that ends at or before its start runs across
 * midnight into the next day. Daylight saving follows the wall clock: an hour that is skipped is not in any window, an
 * hour that comes twice is in its window both times.
 *
 * @param days the days on which the window opens, in week order, not empty
 * @param startMinute the minute of the day at which it opens, inclusive; 0 to 1439
 * @param endMinute the minute of the day at which it closes, exclusive; 1 to 1440, not equal to the start
 * @param zone the IANA time zone
 */
public record TimeWindow(List<DayOfWeek> days, int startMinute, int endMinute, ZoneId zone) {

    private static final int DAY = 1440;

    /** @throws IllegalArgumentException where a value is out of range */
    public TimeWindow {
        days = Distinct.sorted(days);
        if (days.isEmpty()
                || startMinute < 0
                || startMinute >= DAY
                || endMinute < 1
                || endMinute > DAY
                || startMinute == endMinute) {
            throw new IllegalArgumentException("a window has days, and opens and closes at different minutes of a day");
        }
    }

    /** Whether the instant lies in the window. */
    public boolean contains(Instant instant) {
        return containsLocal(
                instant.getEpochSecond() + zone.getRules().getOffset(instant).getTotalSeconds());
    }

    /**
     * Whether an instant lies in the window, by what the zone's clock shows; allocates nothing.
     *
     * @param local seconds as the zone's clock counts them, from its own midnight of 1970-01-01
     */
    public boolean containsLocal(long local) {
        int minute = (int) (Math.floorMod(local, 86_400L) / 60);
        int day = (int) Math.floorMod(Math.floorDiv(local, 86_400L) + 3, 7L);
        if (startMinute < endMinute) {
            return opensOn(day) && minute >= startMinute && minute < endMinute;
        }
        return opensOn(day) && minute >= startMinute || opensOn((day + 6) % 7) && minute < endMinute;
    }

    /**
     * An instant after this one before which the window neither opens nor closes: the next at which the zone's clock
     * shows its start or its end, or is put forward or back.
     */
    public Instant steadyUntil(Instant instant) {
        long second = instant.getEpochSecond();
        long local = second + zone.getRules().getOffset(instant).getTotalSeconds();
        long wait = Math.min(until(local, startMinute), until(local, endMinute));
        ZoneOffsetTransition shift = zone.getRules().nextTransition(instant);
        return Instant.ofEpochSecond(shift == null ? second + wait : Math.min(second + wait, shift.toEpochSecond()));
    }

    /** Seconds, from 1 to a day's, until a clock that shows {@code local} shows that minute of the day. */
    private static long until(long local, int minute) {
        return 86_400 - Math.floorMod(local - minute * 60L, 86_400L);
    }

    /** Days count from Monday = 0; the list is short and walked by index, so nothing is allocated. */
    private boolean opensOn(int day) {
        for (int i = 0; i < days.size(); i++) {
            if (days.get(i).ordinal() == day) {
                return true;
            }
        }
        return false;
    }
}
