package dev.cordon.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every head store must do; each has one concrete subclass. */
public abstract class HeadStoreContract {

    private static final int WRITERS = 16;
    private static final Head FULL = new Head(7, 3, 5, 2, 4);

    /** An empty store; the next call gives another one. */
    protected abstract HeadStore store() throws Exception;

    /** Replaces the head of the store that was made last by what is no head: no numbers, or not all of them. */
    protected abstract void spoil() throws Exception;

    /** How many write at the same time where that is tested; one for a stand-in that checks and writes in two steps. */
    protected int writersAtOnce() {
        return WRITERS;
    }

    @Test
    public final void before_anything_is_published_there_is_no_head() throws Exception {
        assertThat(store().read()).isEmpty();
    }

    @Test
    public final void the_first_head_is_read_as_it_was_written() throws Exception {
        HeadStore store = store();

        assertThat(store.replace(Optional.empty(), FULL)).isTrue();
        assertThat(store.read()).contains(FULL);
    }

    @Test
    public final void the_largest_numbers_are_kept_exactly() throws Exception {
        HeadStore store = store();
        Head large = new Head(9_007_199_254_740_991L, 9_007_199_254_740_990L, Long.MAX_VALUE, 0, Long.MAX_VALUE - 1);
        store.replace(Optional.empty(), large);

        assertThat(store.read()).contains(large);
    }

    @Test
    public final void a_head_grows_in_each_of_its_numbers() throws Exception {
        HeadStore store = store();
        Head known = FULL;
        store.replace(Optional.empty(), known);
        for (Head next : List.of(
                new Head(8, 3, 5, 2, 4),
                new Head(8, 4, 5, 2, 4),
                new Head(8, 4, 6, 2, 4),
                new Head(8, 4, 6, 3, 4),
                new Head(8, 4, 6, 3, 5),
                new Head(8, 4, 7, 0, 5))) {
            assertThat(store.replace(Optional.of(known), next)).isTrue();
            assertThat(store.read()).contains(next);
            known = next;
        }
    }

    @Test
    public final void there_is_one_first_head() throws Exception {
        HeadStore store = store();
        store.replace(Optional.empty(), FULL);

        assertThat(store.replace(Optional.empty(), FULL.withBundle(8))).isFalse();
        assertThat(store.read()).contains(FULL);
    }

    @Test
    public final void a_head_that_differs_in_any_number_is_not_replaced() throws Exception {
        HeadStore store = store();
        store.replace(Optional.empty(), FULL);
        for (Head known : List.of(
                new Head(6, 3, 5, 2, 4),
                new Head(7, 2, 5, 2, 4),
                new Head(7, 3, 4, 2, 4),
                new Head(7, 3, 5, 1, 4),
                new Head(7, 3, 5, 2, 3))) {
            assertThat(store.replace(Optional.of(known), FULL.withBundle(9))).isFalse();
        }
        assertThat(store.read()).contains(FULL);
    }

    @Test
    public final void a_head_that_is_not_there_is_not_replaced() throws Exception {
        HeadStore store = store();

        assertThat(store.replace(Optional.of(FULL), FULL.withBundle(8))).isFalse();
        assertThat(store.read()).isEmpty();
    }

    @Test
    public final void a_head_never_goes_back() throws Exception {
        HeadStore store = store();
        store.replace(Optional.empty(), FULL);
        for (Head behind : List.of(
                new Head(6, 3, 5, 2, 4), new Head(7, 2, 5, 2, 4), new Head(7, 3, 4, 2, 4), new Head(9, 9, 9, 9, 3))) {
            assertThatIllegalArgumentException().isThrownBy(() -> store.replace(Optional.of(FULL), behind));
        }
        assertThat(store.read()).contains(FULL);
    }

    @Test
    public final void a_head_that_lies_above_or_below_the_known_one_is_another() throws Exception {
        HeadStore store = store();
        store.replace(Optional.empty(), FULL);
        List<Head> others = List.of(
                new Head(8, 3, 5, 2, 4),
                new Head(6, 3, 5, 2, 4),
                new Head(7, 4, 5, 2, 4),
                new Head(7, 2, 5, 2, 4),
                new Head(7, 3, 6, 2, 4),
                new Head(7, 3, 4, 2, 4),
                new Head(7, 3, 5, 3, 4),
                new Head(7, 3, 5, 1, 4),
                new Head(7, 3, 5, 2, 5),
                new Head(7, 3, 5, 2, 3));
        for (Head known : others) {
            assertThat(store.replace(Optional.of(known), new Head(9, 9, 9, 9, 9)))
                    .as("%s", known)
                    .isFalse();
        }
        assertThat(store.read()).contains(FULL);
    }

    @Test
    public final void of_many_writers_at_once_exactly_one_wins() throws Exception {
        HeadStore store = store();

        Head first = winner(store, Optional.empty());
        assertThat(store.read()).contains(first);
        Head second = winner(store, Optional.of(first));
        assertThat(store.read()).contains(second);
    }

    private Head winner(HeadStore store, Optional<Head> known) throws Exception {
        Head from = known.orElse(Head.none());
        ExecutorService threads = Executors.newFixedThreadPool(writersAtOnce());
        try {
            List<Callable<Boolean>> writes = new ArrayList<>();
            for (int i = 1; i <= WRITERS; i++) {
                Head next = from.withBundle(from.bundleSequence() + i);
                writes.add(() -> store.replace(known, next));
            }
            List<Head> winners = new ArrayList<>();
            long sequence = from.bundleSequence();
            for (Future<Boolean> write : threads.invokeAll(writes)) {
                sequence++;
                if (write.get()) {
                    winners.add(from.withBundle(sequence));
                }
            }
            assertThat(winners).hasSize(1);
            return winners.get(0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public final void what_is_no_head_counts_as_no_answer_and_is_not_taken_for_a_missing_one() throws Exception {
        HeadStore store = store();
        store.replace(Optional.empty(), FULL);
        spoil();

        assertThatThrownBy(store::read)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageMatching("[a-z`].*");
        assertThat(isReplaced(store, Optional.empty())).isFalse();
        assertThat(isReplaced(store, Optional.of(FULL))).isFalse();
        assertThatThrownBy(store::read).isInstanceOf(StoreUnavailableException.class);
    }

    private static boolean isReplaced(HeadStore store, Optional<Head> known) {
        try {
            return store.replace(known, FULL.withBundle(8));
        } catch (StoreUnavailableException e) {
            return false;
        }
    }
}
