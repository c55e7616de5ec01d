package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LocalClockTest {

    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "Asia/Kolkata",
                    "Australia/Lord_Howe",
                    "Africa/Casablanca",
                    "+05:45",
                    "Z",
                    "Europe/London",
                    "America/Sao_Paulo",
                    "Asia/Tehran")
            .map(ZoneId::of)
            .toList();

    @Test
    void it_shows_what_the_time_zone_rules_say_wherever_time_jumps() {
        SplittableRandom random = new SplittableRandom(2026);
        LocalClock clock = new LocalClock();
        long second = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 200_000; i++) {
            second += random.nextInt(20) == 0 ? random.nextLong(-40_000_000, 40_000_000) : random.nextInt(-60, 4000);
            Instant now = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));

            assertThat(clock.localSecond(zone, now))
                    .isEqualTo(second + zone.getRules().getOffset(now).getTotalSeconds());
        }
    }

    @Test
    void the_last_second_before_a_change_of_offset_is_still_the_old_offset() {
        LocalClock clock = new LocalClock();
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant change = Instant.parse("2026-03-29T01:00:00Z");

        assertThat(clock.localSecond(berlin, change.minusNanos(1))).isEqualTo(change.getEpochSecond() - 1 + 3600);
        assertThat(clock.localSecond(berlin, change)).isEqualTo(change.getEpochSecond() + 7200);
        assertThat(clock.localSecond(berlin, change.minusNanos(1))).isEqualTo(change.getEpochSecond() - 1 + 3600);
    }
}
