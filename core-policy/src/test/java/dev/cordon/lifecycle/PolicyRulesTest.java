package dev.cordon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.document.Json;
import dev.cordon.entry.ServiceEventDetails;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Membership;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.token.KeyRing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events of services go by the policy in use and by the options of the server. */
class PolicyRulesTest {

    private static final Environment PRODUCTION = new Environment("production");
    private static final Rotation FRONT = new Rotation(Optional.empty(), Optional.empty(), Duration.ofHours(1));
    private static final Rotation MONEY = new Rotation(Optional.empty(), Optional.empty(), Duration.ofHours(2));

    private final PolicyRules rules = new PolicyRules(new Fixed(), PRODUCTION, "https://ci.example"::equals);

    private static RegisteredService told(String name, String team) throws Exception {
        ServiceEvent deployed = new ServiceEvent(
                ServiceEvent.Kind.DEPLOYED,
                new ServiceName(name),
                PRODUCTION,
                ServiceEventDetails.read(ServiceEvent.Kind.DEPLOYED, (Json.Members)
                        Json.parse("{\"account\":\"prod\",\"tags\":[\"team=" + team + "\"]}")),
                new ServiceEvent.Origin("https://ci.example", "1", Instant.EPOCH));
        return RegisteredService.after(Optional.empty(), deployed, Instant.EPOCH)
                .orElseThrow();
    }

    @Test
    void sources_that_are_named_are_believed_and_no_others() {
        assertThat(rules.trusts("https://ci.example")).isTrue();
        assertThat(rules.trusts("https://ci.example2")).isFalse();
        assertThat(rules.trusts("ci")).isFalse();
    }

    @Test
    void one_that_a_segment_takes_rotates_as_that_says_before_any_snapshot_has_it() throws Exception {
        assertThat(rules.rotation(told("fraud", "money"))).contains(MONEY);
        assertThat(rules.rotation(told("fraud", "nobody"))).isEmpty();
    }

    @Test
    void one_that_the_policy_names_rotates_as_its_own_segment_says_whatever_events_tell() throws Exception {
        assertThat(rules.rotation(told("web", "money"))).contains(FRONT);
        assertThat(rules.rotation(told("by-hand", "money"))).isEmpty();
    }

    /** The same snapshot for ever. */
    private static final class Fixed implements SnapshotSource {

        private final Snapshot snapshot = snapshot();

        private static Snapshot snapshot() {
            CompiledPolicy policy = CompiledPolicy.of(new TestPolicy()
                    .segment("front", Trust.INTERNAL)
                    .segment("money", Trust.INTERNAL)
                    .segment("still", Trust.INTERNAL)
                    .caller("by-hand", "still")
                    .rotating("front", FRONT)
                    .rotating("money", MONEY)
                    .taking(
                            "money",
                            new Membership(List.of("prod"), List.of(new Tag("team", "money")), Optional.empty()))
                    .caller("web", "front")
                    .build());
            PolicyRevision revision = new PolicyRevision(
                    policy.source().name(), PRODUCTION, 1, "0".repeat(64), Instant.EPOCH.plusSeconds(600));
            return Snapshot.of(policy, revision, Snapshot.Live.of(KeyRing.of(List.of(), Map.of())), 0);
        }

        @Override
        public Optional<Snapshot> current() {
            return Optional.of(snapshot);
        }

        @Override
        public void refresh() {}
    }
}
