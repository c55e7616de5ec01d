package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TimeWindowTest {

    private static final List<DayOfWeek> EVERY_DAY = List.of(DayOfWeek.values());

    @Test
    void a_window_holds_its_start_and_not_its_end() {
        TimeWindow window = window(EVERY_DAY, "09:00", "17:00", "UTC");

        assertThat(open(window, "2026-06-15T08:59:59.999999999Z")).isFalse();
        assertThat(open(window, "2026-06-15T09:00:00Z")).isTrue();
        assertThat(open(window, "2026-06-15T16:59:59.999999999Z")).isTrue();
        assertThat(open(window, "2026-06-15T17:00:00Z")).isFalse();
    }

    @Test
    void a_window_that_ends_at_24_00_holds_the_last_nanosecond_of_its_day() {
        TimeWindow monday = window(List.of(DayOfWeek.MONDAY), "00:00", "24:00", "UTC");

        assertThat(open(monday, "2026-06-14T23:59:59.999999999Z")).isFalse();
        assertThat(open(monday, "2026-06-15T00:00:00Z")).isTrue();
        assertThat(open(monday, "2026-06-15T23:59:59.999999999Z")).isTrue();
        assertThat(open(monday, "2026-06-16T00:00:00Z")).isFalse();
    }

    @Test
    void a_window_across_midnight_belongs_to_the_day_on_which_it_opens() {
        TimeWindow friday = window(List.of(DayOfWeek.FRIDAY), "22:00", "06:00", "UTC");

        assertThat(open(friday, "2026-06-19T05:00:00Z")).isFalse();
        assertThat(open(friday, "2026-06-19T22:00:00Z")).isTrue();
        assertThat(open(friday, "2026-06-20T05:59:59Z")).isTrue();
        assertThat(open(friday, "2026-06-20T06:00:00Z")).isFalse();
        assertThat(open(friday, "2026-06-20T22:00:00Z")).isFalse();
    }

    @Test
    void a_window_across_midnight_on_sunday_ends_in_the_next_week() {
        TimeWindow sunday = window(List.of(DayOfWeek.SUNDAY), "22:00", "06:00", "UTC");

        assertThat(open(sunday, "2026-06-15T05:00:00Z")).isTrue();
        assertThat(open(sunday, "2026-06-14T05:00:00Z")).isFalse();
    }

    @Test
    void the_day_is_that_of_the_zone() {
        TimeWindow monday = window(List.of(DayOfWeek.MONDAY), "00:00", "24:00", "America/New_York");

        assertThat(open(monday, "2026-06-15T03:59:59Z")).isFalse();
        assertThat(open(monday, "2026-06-15T04:00:00Z")).isTrue();
        assertThat(open(monday, "2026-06-16T03:59:59Z")).isTrue();
    }

    @Test
    void an_hour_that_is_skipped_is_in_no_window() {
        TimeWindow berlin = window(EVERY_DAY, "02:00", "03:00", "Europe/Berlin");
        TimeWindow newYork = window(EVERY_DAY, "02:00", "03:00", "America/New_York");

        assertThat(open(berlin, "2026-03-29T00:59:59Z")).isFalse();
        assertThat(open(berlin, "2026-03-29T01:00:00Z")).isFalse();
        assertThat(open(newYork, "2026-03-08T06:59:59Z")).isFalse();
        assertThat(open(newYork, "2026-03-08T07:00:00Z")).isFalse();
    }

    @Test
    void a_window_that_opens_in_the_skipped_hour_opens_after_it() {
        TimeWindow berlin = window(EVERY_DAY, "02:30", "05:00", "Europe/Berlin");

        assertThat(open(berlin, "2026-03-29T00:59:59Z")).isFalse();
        assertThat(open(berlin, "2026-03-29T01:00:00Z")).isTrue();
    }

    @Test
    void an_hour_that_comes_twice_is_in_its_window_both_times() {
        TimeWindow berlin = window(EVERY_DAY, "02:00", "03:00", "Europe/Berlin");
        TimeWindow newYork = window(EVERY_DAY, "01:00", "02:00", "America/New_York");

        assertThat(open(berlin, "2026-10-25T00:30:00Z")).isTrue();
        assertThat(open(berlin, "2026-10-25T01:30:00Z")).isTrue();
        assertThat(open(berlin, "2026-10-25T02:00:00Z")).isFalse();
        assertThat(open(newYork, "2026-11-01T05:30:00Z")).isTrue();
        assertThat(open(newYork, "2026-11-01T06:30:00Z")).isTrue();
        assertThat(open(newYork, "2026-11-01T07:00:00Z")).isFalse();
    }

    @Test
    void days_are_kept_in_week_order_each_once() {
        TimeWindow window =
                window(List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.SUNDAY), "00:00", "24:00", "UTC");

        assertThat(window.days()).containsExactly(DayOfWeek.MONDAY, DayOfWeek.SUNDAY);
    }

    @Test
    void an_impossible_window_does_not_exist() {
        ZoneId utc = ZoneId.of("UTC");

        assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(List.of(), 0, 60, utc));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(EVERY_DAY, 60, 60, utc));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(EVERY_DAY, -1, 60, utc));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(EVERY_DAY, 1440, 60, utc));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(EVERY_DAY, 0, 1441, utc));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(EVERY_DAY, 60, 0, utc));
    }

    @Test
    void a_window_is_steady_until_the_zone_shows_its_start_or_its_end() {
        TimeWindow office = window(EVERY_DAY, "09:00", "17:00", "Europe/Berlin");

        assertThat(office.steadyUntil(Instant.parse("2026-06-15T06:59:59.5Z"))).isEqualTo("2026-06-15T07:00:00Z");
        assertThat(office.steadyUntil(Instant.parse("2026-06-15T07:00:00Z"))).isEqualTo("2026-06-15T15:00:00Z");
        assertThat(office.steadyUntil(Instant.parse("2026-06-15T15:00:00Z"))).isEqualTo("2026-06-16T07:00:00Z");
    }

    @Test
    void a_window_is_steady_until_the_clock_is_put_forward_or_back() {
        TimeWindow office = window(EVERY_DAY, "09:00", "17:00", "Europe/Berlin");

        assertThat(office.steadyUntil(Instant.parse("2026-03-29T00:30:00Z"))).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(office.steadyUntil(Instant.parse("2026-10-25T00:30:00Z"))).isEqualTo("2026-10-25T01:00:00Z");
    }

    @Test
    void a_window_does_not_turn_before_it_says() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> zones = List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "+05:30:15");
        for (int round = 0; round < 2_000; round++) {
            int start = random.nextInt(1440);
            int end = 1 + (start + random.nextInt(1439)) % 1440;
            List<DayOfWeek> days = List.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            TimeWindow window = new TimeWindow(days, start, end == start ? end + 1 : end, zone);
            Instant from = Instant.parse("2026-01-01T00:00:00Z").plusNanos(random.nextLong(31_536_000_000_000_000L));
            Instant until = window.steadyUntil(from);

            assertThat(until).isAfter(from);
            for (int i = 0; i < 20; i++) {
                long nanos = random.nextLong(Duration.between(from, until).toNanos());
                assertThat(window.contains(from.plusNanos(nanos)))
                        .as("seed %d: %s from %s, %d ns later", seed, window, from, nanos)
                        .isEqualTo(window.contains(from));
            }
        }
    }

    private static boolean open(TimeWindow window, String instant) {
        return window.contains(Instant.parse(instant));
    }

    private static TimeWindow window(List<DayOfWeek> days, String start, String end, String zone) {
        return new TimeWindow(days, minute(start), minute(end), ZoneId.of(zone));
    }

    private static int minute(String clock) {
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }
}
