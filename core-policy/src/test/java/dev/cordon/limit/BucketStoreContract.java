package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of shared buckets must do; each has one concrete subclass. */
public abstract class BucketStoreContract {

    private static final RateLimit LIMIT = new RateLimit(200, RateLimit.Per.SECOND, 400);
    private static final Bucket CHECKOUT = new Bucket.OfFlow(new FlowId("checkout"), LIMIT);
    private static final long NOON = 1_795_348_800_000_000_000L;

    /** A store that holds nothing yet. */
    protected abstract BucketStore store() throws Exception;

    @Test
    void a_bucket_that_nobody_wrote_is_not_there() throws Exception {
        assertThat(store().read(CHECKOUT)).isEmpty();
    }

    @Test
    void what_was_written_is_read_to_the_nanosecond() throws Exception {
        BucketStore store = store();
        BucketState first = state(NOON + 1);
        BucketState second = new BucketState(
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE,
                Long.MAX_VALUE - 2,
                Long.MAX_VALUE - 3,
                new BucketState.Census(29_922_480, 99, 100));

        assertThat(store.replace(CHECKOUT, Optional.empty(), first)).isTrue();
        assertThat(store.read(CHECKOUT)).contains(first);
        assertThat(store.replace(CHECKOUT, Optional.of(first), second)).isTrue();
        assertThat(store.read(CHECKOUT)).contains(second);
    }

    @Test
    void what_is_another_state_by_now_is_not_replaced() throws Exception {
        BucketStore store = store();
        BucketState held = state(NOON);
        store.replace(CHECKOUT, Optional.empty(), held);
        List<BucketState> others = List.of(
                new BucketState(held.at() + 1, held.fullAt(), held.epoch(), held.spare(), held.census()),
                new BucketState(held.at(), held.fullAt() + 1, held.epoch(), held.spare(), held.census()),
                new BucketState(held.at(), held.fullAt(), held.epoch() + 1, held.spare(), held.census()),
                new BucketState(held.at(), held.fullAt(), held.epoch(), held.spare() + 1, held.census()),
                new BucketState(held.at(), held.fullAt(), held.epoch(), held.spare(), new BucketState.Census(8, 2, 3)),
                new BucketState(held.at(), held.fullAt(), held.epoch(), held.spare(), new BucketState.Census(7, 3, 3)),
                new BucketState(held.at(), held.fullAt(), held.epoch(), held.spare(), new BucketState.Census(7, 2, 4)));

        assertThat(store.replace(CHECKOUT, Optional.empty(), state(NOON + 5))).isFalse();
        for (BucketState other : others) {
            assertThat(store.replace(CHECKOUT, Optional.of(other), state(NOON + 5)))
                    .as("%s", other)
                    .isFalse();
        }
        assertThat(store.read(CHECKOUT)).contains(held);
    }

    @Test
    void what_is_not_there_is_not_replaced() throws Exception {
        BucketStore store = store();

        assertThat(store.replace(CHECKOUT, Optional.of(state(NOON)), state(NOON + 1)))
                .isFalse();
        assertThat(store.read(CHECKOUT)).isEmpty();
    }

    @Test
    void each_bucket_is_kept_apart() throws Exception {
        BucketStore store = store();
        RateLimit other = new RateLimit(200, RateLimit.Per.MINUTE, 400);
        List<Bucket> all = List.of(
                CHECKOUT,
                new Bucket.OfFlow(new FlowId("checkout"), other),
                new Bucket.OfFlow(new FlowId("checkout"), new RateLimit(200, RateLimit.Per.SECOND, 401)),
                new Bucket.OfFlow(new FlowId("check"), LIMIT),
                new Bucket.OfFlowCaller(new FlowId("checkout"), new ServiceName("web"), LIMIT),
                new Bucket.OfFlowCaller(new FlowId("checkout.web"), new ServiceName("a"), LIMIT),
                new Bucket.OfFlowCaller(new FlowId("checkout"), new ServiceName("web.a"), LIMIT),
                new Bucket.OfSegment(new SegmentName("checkout"), LIMIT),
                new Bucket.OfSegmentCaller(new SegmentName("checkout"), new ServiceName("web"), LIMIT));
        for (int i = 0; i < all.size(); i++) {
            assertThat(store.replace(all.get(i), Optional.empty(), state(NOON + i)))
                    .as("%s", all.get(i))
                    .isTrue();
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(store.read(all.get(i))).contains(state(NOON + i));
        }
    }

    @Test
    void of_many_who_replace_one_state_one_does() throws Exception {
        BucketStore store = store();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                Optional<BucketState> known = store.read(CHECKOUT);
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    BucketState next = state(NOON + 100L * round + i);
                    Callable<Boolean> writer = () -> store.replace(CHECKOUT, known, next);
                    answers.add(pool.submit(writer));
                }
                int replaced = 0;
                for (Future<Boolean> answer : answers) {
                    replaced += answer.get() ? 1 : 0;
                }
                assertThat(replaced).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static BucketState state(long at) {
        return new BucketState(at, at + 5, 1, 9, new BucketState.Census(7, 2, 3));
    }
}
