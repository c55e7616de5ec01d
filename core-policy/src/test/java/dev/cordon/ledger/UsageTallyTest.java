package dev.cordon.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Uses are added up until they are told. */
final class UsageTallyTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final UsageTally<String> tally = new UsageTally<>(2);

    @Test
    void uses_of_one_token_for_one_operation_are_added_up() {
        tally.count("a", "GET /x", NOON);
        tally.count("a", "GET /x", NOON.plusSeconds(2));
        tally.count("a", "GET /x", NOON.plusSeconds(1));
        tally.count("a", "POST /x", NOON);

        assertThat(tally.take())
                .containsExactlyInAnyOrder(
                        new Use<>("a", "GET /x", NOON.plusSeconds(2), 3), new Use<>("a", "POST /x", NOON, 1));
        assertThat(tally.take()).isEmpty();
    }

    @Test
    void what_is_too_much_is_counted_as_dropped_and_known_tokens_go_on() {
        tally.count("a", "GET /x", NOON);
        tally.count("b", "GET /x", NOON);
        tally.count("c", "GET /x", NOON);
        tally.count("a", "GET /x", NOON);

        assertThat(tally.dropped()).isEqualTo(1);
        assertThat(tally.take())
                .containsExactlyInAnyOrder(new Use<>("a", "GET /x", NOON, 2), new Use<>("b", "GET /x", NOON, 1));
        tally.count("c", "GET /x", NOON);
        assertThat(tally.take()).containsExactly(new Use<>("c", "GET /x", NOON, 1));
    }
}
