package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalCounterStoreTest extends CounterStoreContract {

    private static final long HOUR = 3_600_000_000_000L;

    @Override
    protected CounterStore store() {
        return new LocalCounterStore();
    }

    @Test
    void buckets_that_have_long_been_full_are_forgotten_and_no_others() {
        LocalCounterStore store = new LocalCounterStore();
        RateLimit quick = new RateLimit(5, RateLimit.Per.SECOND, 5);
        Demand slow = flow("slow", new RateLimit(1, RateLimit.Per.HOUR, 1));
        store.take(slow, Instant.EPOCH, 0);
        for (int i = 0; i < 1_000; i++) {
            store.take(flow("early-" + i, quick), Instant.EPOCH, 0);
        }
        for (int i = 0; i < 1_000; i++) {
            store.take(flow("late-" + i, quick), Instant.EPOCH, HOUR / 2);
        }

        assertThat(store.size()).isEqualTo(1_001);
        assertThat(store.take(slow, Instant.EPOCH, HOUR / 2).delay()).isEqualTo(HOUR / 2);
    }

    @Test
    void buckets_are_forgotten_again_and_again() {
        LocalCounterStore store = new LocalCounterStore();
        RateLimit quick = new RateLimit(5, RateLimit.Per.SECOND, 5);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 1_100; i++) {
                store.take(flow("flow-" + round + "-" + i, quick), Instant.EPOCH, round * HOUR);
            }
        }

        assertThat(store.size()).isLessThanOrEqualTo(2_200);
    }

    private static Demand flow(String id, RateLimit limit) {
        return new Demand(List.of(new Bucket.OfFlow(new FlowId(id), limit)));
    }
}
