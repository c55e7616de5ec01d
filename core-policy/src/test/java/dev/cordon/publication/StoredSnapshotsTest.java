package dev.cordon.publication;

import static dev.cordon.publication.Fixtures.EXPECTED;
import static dev.cordon.publication.Fixtures.FIRST_ISSUER;
import static dev.cordon.publication.Fixtures.KEY;
import static dev.cordon.publication.Fixtures.NOW;
import static dev.cordon.publication.Fixtures.OTHER_KEY;
import static dev.cordon.publication.Fixtures.SECOND_ISSUER;
import static dev.cordon.publication.ObjectStore.BUNDLE;
import static dev.cordon.publication.ObjectStore.ISSUER_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.document.Bundle;
import dev.cordon.document.Edition;
import dev.cordon.policy.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StoredSnapshotsTest {

    private final InMemoryObjectStore objects = new InMemoryObjectStore();
    private final InMemoryHeadStore heads = new InMemoryHeadStore();
    private final StoredSnapshots source = another();
    private long ticks = 10;
    private Instant wall = NOW;

    private StoredSnapshots another() {
        return new StoredSnapshots(objects, heads, EXPECTED, () -> new Moment(wall, ticks));
    }

    @BeforeEach
    void publish_first() throws Exception {
        objects.plant(BUNDLE, Fixtures.bundle(5, "orders"));
        objects.plant(ISSUER_KEYS, Fixtures.keys(3, FIRST_ISSUER));
        demand(5, 3);
    }

    private void demand(long bundle, long keys) {
        heads.plant(Optional.of(new Head(bundle, keys, 0, 0, 0)));
    }

    @Test
    void before_the_first_refresh_nothing_is_read() {
        assertThat(source.current()).isEmpty();
        assertThat(heads.reads() + objects.reads()).isZero();
    }

    @Test
    void what_is_published_makes_a_snapshot_as_of_when_reading_began() throws Exception {
        heads.beforeReads(() -> ticks += 1000);
        objects.beforeReads(name -> ticks += 1000);
        source.refresh();

        assertThat(current().asOf()).isEqualTo(10);
        assertThat(current().revisions().policy().sequence()).isEqualTo(5);
        assertThat(caller()).isEqualTo("orders");
        assertThat(heads.reads()).isEqualTo(1);
        assertThat(objects.reads()).isEqualTo(2);
    }

    @Test
    void where_nothing_changed_one_round_trip_confirms_it() throws Exception {
        source.refresh();
        Snapshot before = current();
        ticks = 1000;
        heads.beforeReads(() -> ticks += 1000);
        source.refresh();

        assertThat(current().asOf()).isEqualTo(1000);
        assertThat(current().policy()).isSameAs(before.policy());
        assertThat(heads.reads()).isEqualTo(2);
        assertThat(objects.reads()).isEqualTo(2);
    }

    @Test
    void a_new_bundle_alone_is_read_where_the_head_demands_it() throws Exception {
        source.refresh();
        String ring = current().live().keys().revision();
        objects.plant(BUNDLE, Fixtures.bundle(6, "warehouse"));
        source.refresh();
        assertThat(caller()).as("not demanded yet").isEqualTo("orders");

        demand(6, 3);
        ticks = 99;
        source.refresh();

        assertThat(caller()).isEqualTo("warehouse");
        assertThat(current().live().keys().revision()).isEqualTo(ring);
        assertThat(current().asOf()).isEqualTo(99);
        assertThat(objects.reads()).isEqualTo(3);
    }

    @Test
    void new_keys_alone_are_read_where_the_head_demands_them() throws Exception {
        source.refresh();
        Snapshot before = current();
        objects.plant(ISSUER_KEYS, Fixtures.keys(4, SECOND_ISSUER));
        demand(5, 4);
        source.refresh();

        assertThat(current().live().keys().revision())
                .isNotEqualTo(before.live().keys().revision());
        assertThat(current().policy()).isSameAs(before.policy());
        assertThat(objects.reads()).isEqualTo(3);
    }

    @Test
    void a_newer_object_than_the_head_demands_is_taken_and_not_read_again_when_the_head_follows() throws Exception {
        objects.plant(BUNDLE, Fixtures.bundle(7, "warehouse"));
        source.refresh();
        assertThat(current().revisions().policy().sequence()).isEqualTo(7);

        demand(7, 3);
        ticks = 50;
        source.refresh();
        assertThat(current().asOf()).isEqualTo(50);
        assertThat(objects.reads()).isEqualTo(2);
    }

    @Test
    void an_object_that_lags_behind_the_head_counts_as_no_answer_and_the_last_good_one_ages() throws Exception {
        source.refresh();
        demand(6, 3);
        ticks = 1000;
        assertThatRefreshFails().hasMessageContaining("`policy.bundle` of sequence `6` or higher, and an older one");

        demand(6, 4);
        objects.plant(BUNDLE, Fixtures.bundle(6, "warehouse"));
        assertThatRefreshFails().hasMessageContaining("`issuer.keys` of sequence `4` or higher, and an older one");
        assertThat(caller()).isEqualTo("orders");
        assertThat(current().asOf()).isEqualTo(10);
    }

    @Test
    void an_older_object_properly_signed_at_its_time_is_refused_warm_and_cold() throws Exception {
        source.refresh();
        demand(7, 4);
        objects.plant(BUNDLE, Fixtures.bundle(6, "warehouse"));
        objects.plant(ISSUER_KEYS, Fixtures.keys(2, SECOND_ISSUER));

        assertThatRefreshFails()
                .hasMessageContaining("`policy.bundle` of sequence `7`")
                .hasMessageContaining("sequence `6`, below `7`");
        assertThatThrownBy(another()::refresh).isInstanceOf(SnapshotUnavailableException.class);

        objects.plant(BUNDLE, Fixtures.bundle(7, "warehouse"));
        assertThatRefreshFails().hasMessageContaining("`issuer.keys` of sequence `4`");
        assertThat(caller()).isEqualTo("orders");
    }

    @Test
    void a_sequence_below_the_configured_one_is_refused_whatever_the_head_says() throws Exception {
        objects.plant(BUNDLE, Fixtures.bundle(1, "orders"));
        demand(1, 3);

        assertThatRefreshFails().hasMessageContaining("below `2`");
        assertThat(source.current()).isEmpty();
    }

    @Test
    void the_configured_sequence_is_the_bundles_alone() throws Exception {
        objects.plant(ISSUER_KEYS, Fixtures.keys(1, FIRST_ISSUER));
        demand(5, 1);
        source.refresh();

        assertThat(source.current()).isPresent();
    }

    @Test
    void a_head_that_goes_back_is_an_older_answer_even_where_its_demand_could_not_be_met() throws Exception {
        source.refresh();
        demand(9, 9);
        assertThatRefreshFails();
        demand(5, 3);
        ticks = 77;

        assertThatRefreshFails().hasMessageContaining("the head went back");
        assertThat(current().asOf()).isEqualTo(10);
    }

    @Test
    void without_a_head_there_is_no_answer_cold_or_warm() throws Exception {
        source.refresh();
        heads.plant(Optional.empty());
        ticks = 77;

        assertThatRefreshFails().hasMessageContaining("nothing is published here");
        assertThat(current().asOf()).isEqualTo(10);
        StoredSnapshots cold = another();
        assertThatThrownBy(cold::refresh).hasMessageContaining("cordon bundle publish");
        assertThat(cold.current()).isEmpty();
    }

    @Test
    void a_head_that_demands_no_bundle_or_no_keys_is_not_enough() throws Exception {
        demand(0, 3);
        assertThatRefreshFails().hasMessageContaining("no bundle is published");
        demand(5, 3);
        StoredSnapshots cold = another();
        demand(5, 0);
        assertThatThrownBy(cold::refresh)
                .hasMessage("the policy has issuers and no keys of theirs are published: use `cordon keys publish`");
    }

    @Test
    void a_policy_without_issuers_needs_no_keys_until_it_gets_one() throws Exception {
        objects.plant(
                BUNDLE,
                Bundle.sign(
                        Fixtures.withoutIssuers("orders"),
                        new Edition(new Environment("production"), 5, Fixtures.BUNDLE_END),
                        KEY));
        demand(5, 0);
        source.refresh();
        ticks = 20;
        source.refresh();
        assertThat(current().asOf()).isEqualTo(20);
        assertThat(current().revisions().policy().validUntil()).isEqualTo(Fixtures.BUNDLE_END);

        objects.plant(BUNDLE, Fixtures.bundle(6, "orders"));
        demand(6, 0);
        assertThatRefreshFails().hasMessageContaining("cordon keys publish");
        demand(6, 3);
        source.refresh();
        assertThat(current().revisions().policy().sequence()).isEqualTo(6);
    }

    @Test
    void a_missing_object_is_said_so() throws Exception {
        objects.remove(BUNDLE);
        assertThatRefreshFails().hasMessageContaining("`policy.bundle` of sequence `5` or higher, and there is none");
        publish_first();
        objects.remove(ISSUER_KEYS);
        assertThatRefreshFails().hasMessageContaining("`issuer.keys` of sequence `3` or higher, and there is none");
    }

    @Test
    void what_somebody_else_signed_is_refused() throws Exception {
        source.refresh();
        Edition edition = new Edition(new Environment("production"), 9, Fixtures.BUNDLE_END);
        objects.plant(BUNDLE, Bundle.sign(Fixtures.policy("thief"), edition, OTHER_KEY));
        demand(9, 3);

        assertThatRefreshFails().hasMessageContaining("no pinned key signed this bundle");
        assertThat(caller()).isEqualTo("orders");
    }

    @Test
    void revocations_and_registered_services_are_not_passed_over() throws Exception {
        source.refresh();
        for (Head head : List.of(new Head(5, 3, 1, 0, 0), new Head(5, 3, 0, 0, 1))) {
            heads.plant(Optional.of(head));
            assertThatRefreshFails().hasMessageContaining("not configured where these are kept");
        }
        assertThatThrownBy(another()::refresh).hasMessageContaining("not configured where these are kept");
    }

    @Test
    void who_reads_them_beside_it_is_given_what_is_published() throws Exception {
        heads.plant(Optional.of(new Head(5, 3, 7, 0, 8)));
        StoredSnapshots alone = StoredSnapshots.publishedAlone(objects, heads, EXPECTED, () -> new Moment(wall, ticks));
        alone.refresh();
        assertThat(alone.current().orElseThrow().live().registry().revision()).isZero();

        heads.plant(Optional.of(new Head(5, 3, 7, 1, 8)));
        assertThatThrownBy(alone::refresh).hasMessageContaining("counts revocations");
    }

    @Test
    void a_count_of_revocations_is_not_passed_over() throws Exception {
        source.refresh();
        heads.plant(Optional.of(new Head(5, 3, 0, 1, 0)));

        assertThatRefreshFails().hasMessageContaining("update it");
    }

    @Test
    void a_snapshot_ends_with_the_part_of_it_that_ends_first() throws Exception {
        source.refresh();
        assertThat(current().revisions().policy().validUntil()).isEqualTo(Fixtures.KEYS_END);

        wall = Fixtures.KEYS_END.minusNanos(1);
        source.refresh();
        wall = Fixtures.KEYS_END;
        assertThatRefreshFails().hasMessageContaining("the issuers' keys in use ended at");
        assertThatThrownBy(another()::refresh).hasMessageContaining("the key document was valid until");
        wall = Fixtures.BUNDLE_END;
        assertThatRefreshFails().hasMessageContaining("the bundle in use ended at");
    }

    @Test
    void stores_that_fail_leave_the_last_good_snapshot_alone() throws Exception {
        source.refresh();
        ticks = 500;
        heads.outage().begins();
        assertThatRefreshFails().hasMessage("the store does not answer");
        heads.outage().isFault();
        heads.outage().ends();
        heads.outage().isFault();
        assertThatRefreshFails().hasMessageContaining("IllegalStateException").hasMessageNotContaining("secret");
        heads.outage().ends();

        demand(6, 3);
        objects.outage().begins();
        assertThatRefreshFails();
        objects.outage().ends();
        objects.outage().isFault();
        assertThatRefreshFails();
        objects.outage().ends();
        assertThat(current().asOf()).isEqualTo(10);

        objects.plant(BUNDLE, Fixtures.bundle(6, "warehouse"));
        source.refresh();
        assertThat(caller()).isEqualTo("warehouse");
    }

    @Test
    void a_bundle_that_is_replaced_while_the_head_is_read_and_the_object_not_is_still_whole() throws Exception {
        objects.beforeReads(name -> {
            if (name.equals(BUNDLE)) {
                objects.beforeReads(any -> {});
                objects.plant(BUNDLE, sealed(6));
                demand(6, 3);
            }
        });
        source.refresh();
        assertThat(current().revisions().policy().sequence()).isEqualTo(6);
        source.refresh();
        assertThat(objects.reads()).isEqualTo(2);
    }

    private static byte[] sealed(long sequence) {
        try {
            return Fixtures.bundle(sequence, "warehouse");
        } catch (dev.cordon.token.SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatever_garbage_the_stores_hold_nothing_but_what_was_signed_is_used() throws Exception {
        source.refresh();
        byte[] bundle = Fixtures.bundle(9, "warehouse");
        byte[] keys = Fixtures.keys(9, SECOND_ISSUER);
        demand(9, 9);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            objects.plant(BUNDLE, spoil(bundle, random));
            objects.plant(ISSUER_KEYS, i % 2 == 0 ? spoil(keys, random) : keys);
            assertThatRefreshFails().hasMessageMatching("[a-z`].*");
            assertThatThrownBy(another()::refresh).isInstanceOf(SnapshotUnavailableException.class);
        }
        objects.plant(BUNDLE, bundle);
        objects.plant(ISSUER_KEYS, bundle);
        assertThatRefreshFails();
        assertThat(caller()).isEqualTo("orders");
        heads.spoil();
        assertThatRefreshFails().hasMessageContaining("none");
    }

    private static byte[] spoil(byte[] bytes, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> "garbage".getBytes(StandardCharsets.UTF_8);
            default -> {
                byte[] spoilt = bytes.clone();
                spoilt[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                yield spoilt;
            }
        };
    }

    @Test
    void many_threads_may_refresh_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> refreshes = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                refreshes.add(() -> {
                    source.refresh();
                    return source.current().isPresent();
                });
            }
            for (Future<Boolean> refresh : threads.invokeAll(refreshes)) {
                assertThat(refresh.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(objects.reads()).isEqualTo(2);
    }

    private AbstractThrowableAssert<?, ?> assertThatRefreshFails() {
        return assertThatThrownBy(source::refresh).isInstanceOf(SnapshotUnavailableException.class);
    }

    private Snapshot current() {
        return source.current().orElseThrow();
    }

    private String caller() {
        return current().policy().source().services().get(0).name().text();
    }
}
