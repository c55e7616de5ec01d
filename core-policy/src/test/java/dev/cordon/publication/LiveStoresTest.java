package dev.cordon.publication;

import static dev.cordon.publication.Fixtures.EXPECTED;
import static dev.cordon.publication.Fixtures.FIRST_ISSUER;
import static dev.cordon.publication.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.InMemoryRegistryStore;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots with services as they live and with what is revoked, as the head tells of them. */
final class LiveStoresTest {

    private static final ServiceName ORDERS = new ServiceName("orders");
    private static final Revocation CHAIN = new Revocation.OfChain("txn-1");

    private final InMemoryObjectStore objects = new InMemoryObjectStore();
    private final InMemoryHeadStore heads = new InMemoryHeadStore();
    private final InMemoryRegistryStore registry = new InMemoryRegistryStore();
    private final InMemoryRevocationStore revocations = new InMemoryRevocationStore(() -> NOW);
    private final AtomicInteger reads = new AtomicInteger();
    private final StoredSnapshots source = another();
    private long ticks = 10;

    private StoredSnapshots another() {
        return new StoredSnapshots(
                objects,
                heads,
                Optional.of(new LiveStores(
                        counted(RegistryStore.class, registry), counted(RevocationStore.class, revocations))),
                EXPECTED,
                () -> new Moment(NOW, ticks));
    }

    /** Counts what is asked of it. */
    private <T> T counted(Class<T> port, T store) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    reads.incrementAndGet();
                    return method.invoke(store, arguments);
                }));
    }

    @BeforeEach
    void publish_first() throws Exception {
        objects.plant(ObjectStore.BUNDLE, Fixtures.bundle(5, "orders"));
        objects.plant(ObjectStore.ISSUER_KEYS, Fixtures.keys(3, FIRST_ISSUER));
        tell();
    }

    /** The head tells of what is kept. */
    private void tell() throws Exception {
        heads.plant(Optional.of(
                new Head(5, 3, revocations.read().revision(), 0, registry.read().revision())));
    }

    private void retire() throws Exception {
        for (ServiceEvent.Kind kind : new ServiceEvent.Kind[] {ServiceEvent.Kind.DEPLOYED, ServiceEvent.Kind.RETIRED}) {
            Optional<RegisteredService> known = registry.find(ORDERS);
            ServiceEvent event = new ServiceEvent(
                    kind,
                    ORDERS,
                    new Environment("production"),
                    ServiceEvent.Details.NONE,
                    new ServiceEvent.Origin("deployer", kind.toString(), NOW.plusSeconds(kind.ordinal())));
            registry.replace(known, RegisteredService.after(known, event, NOW).orElseThrow());
        }
    }

    private Snapshot refreshed() throws SnapshotUnavailableException {
        source.refresh();
        return source.current().orElseThrow();
    }

    @Test
    void what_is_revoked_and_who_is_gone_is_in_the_next_snapshot() throws Exception {
        assertThat(refreshed().live().revocations().isEmpty()).isTrue();
        revocations.add(CHAIN, Optional.empty());
        retire();
        tell();
        Snapshot next = refreshed();

        assertThat(next.live().revocations().hasChain("txn-1")).isTrue();
        assertThat(next.live().registry().isRetired("orders")).isTrue();
        assertThat(next.revisions().revocations()).isEqualTo(revocations.read().revision());
        assertThat(another()).satisfies(cold -> {
            cold.refresh();
            assertThat(cold.current().orElseThrow().live().revocations().hasChain("txn-1"))
                    .isTrue();
        });
    }

    @Test
    void nothing_is_read_that_the_head_tells_no_change_of() throws Exception {
        Snapshot first = refreshed();
        assertThat(reads.get()).isZero();
        revocations.add(CHAIN, Optional.empty());
        tell();
        Snapshot second = refreshed();
        assertThat(reads.get()).isEqualTo(1);
        ticks = 99;
        Snapshot third = refreshed();

        assertThat(reads.get()).isEqualTo(1);
        assertThat(third.asOf()).isEqualTo(99);
        assertThat(third.live().revocations()).isSameAs(second.live().revocations());
        assertThat(third.policy()).isSameAs(first.policy());
    }

    @Test
    void what_lags_behind_the_head_counts_as_no_answer_and_the_last_good_snapshot_ages() throws Exception {
        Snapshot good = refreshed();
        heads.plant(Optional.of(new Head(5, 3, 1, 0, 0)));
        assertThatThrownBy(source::refresh)
                .hasMessage("the head tells of 1 changes of revocations, and 0 are there: an older copy answers, or the"
                        + " table was restored without its head");
        assertThat(source.current()).containsSame(good);

        heads.plant(Optional.of(new Head(5, 3, 1, 0, 2)));
        revocations.add(CHAIN, Optional.empty());
        assertThatThrownBy(source::refresh).hasMessageContaining("2 changes of services, and 0 are there");
        assertThatThrownBy(another()::refresh).isInstanceOf(SnapshotUnavailableException.class);
        assertThat(source.current()).containsSame(good);
    }

    @Test
    void what_is_newer_than_the_head_is_taken_and_not_read_again() throws Exception {
        revocations.add(CHAIN, Optional.empty());
        tell();
        revocations.add(new Revocation.OfChain("txn-2"), Optional.empty());
        assertThat(refreshed().live().revocations().hasChain("txn-2")).isTrue();

        int before = reads.get();
        refreshed();
        tell();
        refreshed();
        assertThat(reads.get()).isEqualTo(before);
    }

    @Test
    void a_store_that_fails_leaves_the_last_good_snapshot_alone() throws Exception {
        Snapshot good = refreshed();
        revocations.add(CHAIN, Optional.empty());
        tell();
        revocations.isDown(true);
        assertThatThrownBy(source::refresh).isInstanceOf(SnapshotUnavailableException.class);
        assertThat(source.current()).containsSame(good);

        revocations.isDown(false);
        assertThat(refreshed().live().revocations().hasChain("txn-1")).isTrue();
    }

    @Test
    void an_empty_list_is_that_of_no_change() {
        assertThat(RevocationList.empty().revision()).isZero();
        assertThat(ServiceRegistry.empty().revision()).isZero();
    }
}
