package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cordon.apikey.InMemoryApiKeyStore;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Membership;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.registry.InMemoryRegistryStore;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.Workload;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.Quarantines;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.KeyRing;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A service that a policy moves is held by the quarantine that it was in, and by no other. */
final class IssuingSnapshotsTest {

    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final long END = START.getEpochSecond() + 60;
    private static final String ISSUER = "https://cordon.example";

    private Instant wall = START;
    private final InMemoryRevocationStore store = new InMemoryRevocationStore(() -> wall);
    private final InMemoryRegistryStore registry = new InMemoryRegistryStore();
    private final Files files = new Files();
    private final IssuingSnapshots snapshots = snapshots();

    private IssuingSnapshots snapshots() {
        StoredKeys keys =
                new StoredKeys(ISSUER, new InMemorySigningKeyStore(), KeySchedule.standard(), new SecureRandom());
        return new IssuingSnapshots(
                files,
                ISSUER,
                new IssuingSnapshots.Stored(keys, store, new InMemoryApiKeyStore(), registry),
                () -> new Moment(wall, 0));
    }

    private Quarantines refreshed(IssuingSnapshots source) throws SnapshotUnavailableException {
        source.refresh();
        Snapshot snapshot = source.current().orElseThrow();
        assertThat(snapshot.policy().source().services().get(0).segment().text())
                .isEqualTo(files.segment);
        return snapshot.live().revocations().quarantines();
    }

    private void quarantine() throws Exception {
        store.add(
                new Revocation.Quarantine(
                        new Zone.OfSegment(new SegmentName("money")), Revocation.Direction.OUTBOUND, END, "a test"),
                Optional.empty());
    }

    @Test
    void a_service_that_leaves_while_it_lasts_is_held_to_its_end_and_what_it_had_stays_dead() throws Exception {
        quarantine();
        assertThat(refreshed(snapshots).closeOutbound("payments", "money", END)).isTrue();

        files.segment = "front";
        assertThat(refreshed(snapshots).closeOutbound("payments", "front", END)).isTrue();
        wall = Instant.ofEpochSecond(END + 5);
        assertThat(refreshed(snapshots).killOutbound("payments", "front", END + 4))
                .isTrue();
        assertThat(refreshed(snapshots()).killOutbound("payments", "front", END + 4))
                .as("after a restart")
                .isTrue();
    }

    @Test
    void a_service_that_left_right_before_the_quarantine_was_read_is_held() throws Exception {
        refreshed(snapshots);
        quarantine();
        files.segment = "front";

        assertThat(refreshed(snapshots).killOutbound("payments", "front", START.getEpochSecond()))
                .isTrue();
    }

    @Test
    void a_service_that_comes_while_it_lasts_is_held_and_one_that_comes_later_is_not() throws Exception {
        files.segment = "front";
        quarantine();
        assertThat(refreshed(snapshots).closeOutbound("payments", "front", END)).isFalse();

        files.segment = "money";
        wall = Instant.ofEpochSecond(END + 5);
        assertThat(refreshed(snapshots).killOutbound("payments", "money", END)).isFalse();
        wall = Instant.ofEpochSecond(END + 4);
        assertThat(refreshed(snapshots).killOutbound("payments", "money", END)).isTrue();
    }

    @Test
    void where_it_cant_be_noted_nothing_is_confirmed() throws Exception {
        refreshed(snapshots);
        store.isDown(true);

        assertThatExceptionOfType(SnapshotUnavailableException.class).isThrownBy(snapshots::refresh);
    }

    private Optional<RegisteredService> told(Optional<RegisteredService> known, ServiceEvent.Kind kind, int second)
            throws Exception {
        ServiceEvent event = new ServiceEvent(
                kind,
                new ServiceName("payments"),
                new Environment("production"),
                ServiceEvent.Details.NONE,
                new ServiceEvent.Origin("test", "e" + second, START.plusSeconds(second)));
        Optional<RegisteredService> next = RegisteredService.after(known, event, START);
        registry.replace(known, next.orElseThrow());
        return next;
    }

    @Test
    void a_service_that_events_say_is_gone_is_gone_from_the_next_refresh_on_until_it_is_back() throws Exception {
        Optional<RegisteredService> deployed = told(Optional.empty(), ServiceEvent.Kind.DEPLOYED, 1);
        refreshed(snapshots);
        Snapshot before = snapshots.current().orElseThrow();

        Optional<RegisteredService> retired = told(deployed, ServiceEvent.Kind.RETIRED, 2);
        refreshed(snapshots);
        Snapshot gone = snapshots.current().orElseThrow();
        assertThat(gone.live().registry().isRetired("payments")).isTrue();
        assertThat(gone.revisions().registry()).isGreaterThan(before.revisions().registry());

        told(retired, ServiceEvent.Kind.DEPLOYED, 3);
        refreshed(snapshots);
        assertThat(snapshots.current().orElseThrow().live().registry().isRetired("payments"))
                .isFalse();
    }

    @Test
    void a_service_that_a_segment_takes_for_its_own_is_in_the_policy_as_long_as_events_describe_it_so()
            throws Exception {
        ServiceName fraud = new ServiceName("fraud");
        refreshed(snapshots);
        CompiledPolicy named = snapshots.current().orElseThrow().policy();
        Workload workload = new Workload(Optional.of("prod"), Set.of(Files.TEAM), Optional.empty());
        ServiceEvent deployed = new ServiceEvent(
                ServiceEvent.Kind.DEPLOYED,
                fraud,
                new Environment("production"),
                new ServiceEvent.Details(Set.of(), Optional.empty(), Optional.empty(), Optional.of(workload)),
                new ServiceEvent.Origin("test", "1", START));
        Optional<RegisteredService> known = RegisteredService.after(Optional.empty(), deployed, START);
        registry.replace(Optional.empty(), known.orElseThrow());
        refreshed(snapshots);
        CompiledPolicy admitted = snapshots.current().orElseThrow().policy();
        assertThat(admitted.segmentOf(fraud).orElseThrow().name().text()).isEqualTo("money");
        refreshed(snapshots);
        assertThat(snapshots.current().orElseThrow().policy())
                .as("compiled once")
                .isSameAs(admitted);

        ServiceEvent retired = new ServiceEvent(
                ServiceEvent.Kind.RETIRED,
                fraud,
                new Environment("production"),
                ServiceEvent.Details.NONE,
                new ServiceEvent.Origin("test", "2", START.plusSeconds(1)));
        registry.replace(known, RegisteredService.after(known, retired, START).orElseThrow());
        refreshed(snapshots);
        assertThat(snapshots.current().orElseThrow().policy().source()).isEqualTo(named.source());
    }

    @Test
    void a_member_that_leaves_a_segment_in_quarantine_is_held_also_after_a_restart() throws Exception {
        quarantine();
        Optional<RegisteredService> known = Optional.empty();
        for (Tag tag : List.of(Files.TEAM, Files.OTHER)) {
            ServiceEvent event = new ServiceEvent(
                    ServiceEvent.Kind.DEPLOYED,
                    new ServiceName("fraud"),
                    new Environment("production"),
                    new ServiceEvent.Details(
                            Set.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Workload(Optional.of("prod"), Set.of(tag), Optional.empty()))),
                    new ServiceEvent.Origin("test", tag.toString(), known.isEmpty() ? START : START.plusSeconds(1)));
            Optional<RegisteredService> next = RegisteredService.after(known, event, START);
            assertThat(registry.replace(known, next.orElseThrow())).isTrue();
            known = next;
            refreshed(tag.equals(Files.TEAM) ? snapshots : snapshots());
        }

        IssuingSnapshots restarted = snapshots();
        assertThat(refreshed(restarted).closeOutbound("fraud", "front", END)).isTrue();
        assertThat(restarted
                        .current()
                        .orElseThrow()
                        .policy()
                        .segmentOf(new ServiceName("fraud"))
                        .orElseThrow()
                        .name()
                        .text())
                .isEqualTo("front");
    }

    @Test
    void where_it_cant_be_known_who_lives_nothing_is_confirmed() throws Exception {
        refreshed(snapshots);
        registry.isDown(true);

        assertThatExceptionOfType(SnapshotUnavailableException.class).isThrownBy(snapshots::refresh);
    }

    /** A policy whose one service is where it is put. */
    private static final class Files implements SnapshotSource {

        private static final Tag TEAM = new Tag("team", "money");
        private static final Tag OTHER = new Tag("team", "front");

        private String segment = "money";
        private String read = "";
        private Optional<Snapshot> current = Optional.empty();

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() {
            if (current.isPresent() && segment.equals(read)) {
                return;
            }
            read = segment;
            CompiledPolicy policy = CompiledPolicy.of(new TestPolicy()
                    .segment("money", Trust.INTERNAL)
                    .segment("front", Trust.INTERNAL)
                    .taking("money", new Membership(List.of("prod"), List.of(TEAM), Optional.empty()))
                    .taking("front", new Membership(List.of("prod"), List.of(OTHER), Optional.empty()))
                    .caller("payments", segment)
                    .build());
            PolicyRevision revision = new PolicyRevision(
                    policy.source().name(), new Environment("production"), 1, "0".repeat(64), START.plusSeconds(600));
            KeyRing none = KeyRing.of(List.of(), Map.of());
            current = Optional.of(Snapshot.of(policy, revision, Snapshot.Live.of(none), 0));
        }
    }
}
