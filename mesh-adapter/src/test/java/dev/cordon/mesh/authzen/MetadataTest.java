package dev.cordon.mesh.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.authzen.Gateways;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.token.KeyRing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the metadata of a decision point is, by the public URL of its service. */
final class MetadataTest {

    private static final String WELL_KNOWN = "/.well-known/authzen-configuration";

    /** Of a decision point with that public URL. */
    private static Metadata metadata(String url) {
        Policy policy = new TestPolicy()
                .segment("edge", Trust.INTERNAL)
                .open("pdp", "edge", "pdp.example")
                .publicUrl(url)
                .build();
        PolicyRevision revision = new PolicyRevision(
                policy.name(), new Environment("production"), 1, "0".repeat(64), Gateways.NOON.plusSeconds(60));
        Snapshot snapshot =
                Snapshot.of(CompiledPolicy.of(policy), revision, Snapshot.Live.of(KeyRing.of(List.of(), Map.of())), 0);
        return new Metadata(
                new SnapshotSource() {
                    @Override
                    public Optional<Snapshot> current() {
                        return Optional.of(snapshot);
                    }

                    @Override
                    public void refresh() {
                        // always new
                    }
                },
                new ServiceName("pdp"));
    }

    @Test
    void a_decision_point_below_a_path_is_described_at_both_places_and_no_other() {
        Metadata below = metadata("https://gateways.example/decisions");

        assertThat(below.at(WELL_KNOWN).orElseThrow())
                .contains("\"policy_decision_point\":\"https://gateways.example/decisions\"")
                .contains("\"https://gateways.example/decisions/access/v1/evaluation\"");
        assertThat(below.at(WELL_KNOWN + "/decisions")).isEqualTo(below.at(WELL_KNOWN));
        assertThat(below.at(WELL_KNOWN + "/decision")).isEmpty();
        assertThat(below.at(WELL_KNOWN + "/decisions/")).isEmpty();
    }

    @Test
    void one_without_tls_is_not_described() {
        assertThat(metadata("http://pdp.example").at(WELL_KNOWN)).isEmpty();
    }
}
