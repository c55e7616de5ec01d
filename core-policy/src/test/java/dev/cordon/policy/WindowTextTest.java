package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTextTest {

    @Test
    void a_window_is_read_as_it_is_meant() {
        assertThat(WindowText.read("mon-wed,sun 08:05-18:00 Europe/Berlin"))
                .contains(new TimeWindow(
                        List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.SUNDAY),
                        485,
                        1080,
                        ZoneId.of("Europe/Berlin")));
        assertThat(WindowText.read("sat-mon 22:00-06:00 UTC"))
                .contains(new TimeWindow(
                        List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY), 1320, 360, ZoneId.of("UTC")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mon-fri 08:00-18:00 Europe/Berlin",
                "sat,sun 00:00-24:00 UTC",
                "mon,thu-sat 22:00-06:00 Etc/GMT+3",
                "mon 23:59-00:01 America/Argentina/Buenos_Aires"
            })
    void what_is_written_is_read_back(String text) {
        assertThat(WindowText.read(text).map(WindowText::of)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mon-fri",
                "mon-fri 08:00-18:00",
                "Mon-fri 08:00-18:00 UTC",
                "mon-tue-fri 08:00-18:00 UTC",
                "mon, 08:00-18:00 UTC",
                "monday 08:00-18:00 UTC",
                "mon-fri 8:00-18:00 UTC",
                "mon-fri 08:60-18:00 UTC",
                "mon-fri 08:00-08:00 UTC",
                "mon-fri 24:00-18:00 UTC",
                "mon-fri 08:00-00:00 UTC",
                "mon-fri 08:00-24:01 UTC",
                "mon-fri 08:00-18:00 +02:00",
                "mon-fri 08:00-18:00 Europe/Bielefeld",
                "mon-fri  08:00-18:00 UTC",
                "mon-fri 08:00-18:00 UTC\n"
            })
    void what_is_none_is_not_read(String text) {
        assertThat(WindowText.read(text)).isEmpty();
    }

    @Test
    void a_long_text_is_not_read_to_its_end() {
        assertThat(WindowText.read("mon,".repeat(26) + "mon 08:00-18:00 UTC")).isPresent();
        assertThat(WindowText.read("mon,".repeat(1_000) + "mon 08:00-18:00 UTC"))
                .isEmpty();
    }
}
