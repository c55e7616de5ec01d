package dev.cordon.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.store.Aftermath.Open;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatienceTest {

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;

    private void await(Duration limit) throws CommandException {
        new Patience(limit, () -> now, length -> {
                    pauses.add(length);
                    now += length.toNanos();
                })
                .await(() -> Optional.ofNullable(open.poll()));
    }

    private static Open open(String what) {
        return new Open(what, false);
    }

    @Test
    void where_nothing_is_open_it_waits_for_nothing() throws Exception {
        await(Duration.ofSeconds(60));

        assertThat(pauses).isEmpty();
    }

    @Test
    void it_looks_until_nothing_is_open() throws Exception {
        open.addAll(List.of(open("a"), open("b"), open("c"), open("d"), open("e")));
        await(Duration.ofSeconds(60));

        assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 500L, 1_000L, 2_000L, 2_000L);
    }

    @Test
    void what_is_open_when_the_time_is_over_is_told() {
        open.addAll(List.of(open("a"), open("b"), open("c"), open("d"), open("e")));

        assertThatThrownBy(() -> await(Duration.ofMillis(850)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO))
                .hasMessage("the time to wait is over: d");
        assertThat(pauses).last().isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void what_somebody_must_look_at_is_told_at_once() {
        open.addAll(List.of(open("a"), new Open("generation 3 is parked", true)));

        assertThatThrownBy(() -> await(Duration.ofSeconds(60))).hasMessage("generation 3 is parked");
        assertThat(pauses).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "2", "deployed", "61m", "-1s", ""})
    void what_is_no_time_to_wait_is_refused(String text) {
        assertThatThrownBy(() -> Patience.of("--wait", text))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                .hasMessage("`--wait " + text + "`: write a duration up to 1h, such as 2m");
    }
}
