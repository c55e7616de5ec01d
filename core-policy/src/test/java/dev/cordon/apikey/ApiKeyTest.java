package dev.cordon.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiKeyTest {

    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private static ApiKey.Terms terms(String owner, Duration life) {
        return new ApiKey.Terms(owner, START, START.plus(life), Optional.empty());
    }

    private static ApiKey key(String id) {
        LedgerEntry.Edge edge = new LedgerEntry.Edge(
                new ServiceName("acme"), new ServiceName("orders-api"), new FlowId("partner-orders"));
        return new ApiKey(
                id,
                TokenHash.of("text"),
                new ApiKey.Grant(edge, List.of(), new ApiKey.Bounds(new Environment("prod"), List.of(), List.of())),
                terms("partners team", Duration.ofDays(30)));
    }

    @Test
    void a_key_lives_from_one_second_to_366_days() {
        assertThat(terms("o", Duration.ofSeconds(1)).expiresAt()).isEqualTo(START.plusSeconds(1));
        assertThat(terms("o", Duration.ofDays(366)).expiresAt()).isEqualTo(START.plus(Duration.ofDays(366)));
        for (Duration life : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofMillis(1500),
                Duration.ofDays(366).plusSeconds(1))) {
            assertThatThrownBy(() -> terms("o", life))
                    .as("%s", life)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an API key ends 1 second to 366 days after it was made");
        }
    }

    @Test
    void a_key_without_an_owner_or_an_id_that_can_be_shown_is_refused() {
        for (String owner : List.of("", "a\nb", "x".repeat(257))) {
            assertThatThrownBy(() -> terms(owner, Duration.ofDays(1))).isInstanceOf(IllegalArgumentException.class);
        }
        for (String id : List.of("", "a b", "a\n", "\u00fc", "x".repeat(129))) {
            assertThatThrownBy(() -> key(id)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_key_that_is_revoked_twice_was_revoked_the_first_time() {
        ApiKey once = key("key-1").revoked(START.plusSeconds(1));

        assertThat(key("key-1").isRevoked()).isFalse();
        assertThat(once.isRevoked()).isTrue();
        assertThat(once.revoked(START.plusSeconds(2))).isEqualTo(once);
    }

    @Test
    void two_keys_of_one_hash_are_refused_since_a_call_could_be_for_either() {
        assertThatThrownBy(() -> ApiKeys.of(1, List.of(key("key-1"), key("key-2"))))
                .hasMessage("API key `key-2` has the hash of another one");
    }
}
