package dev.cordon.limit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes calls from shared buckets, by conditional writes. Safe for use by many threads. */
final class Withdrawals {

    private static final int ATTEMPTS = 16;
    /** After so many questions in a row without an answer, none is asked for a while. */
    private static final int PATIENCE = 3;

    private static final long PAUSE = 1_000_000_000L;

    private final BucketStore store;
    private final SharedClock clock;
    private final LongSupplier ticks;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong paused = new AtomicLong();

    Withdrawals(BucketStore store, SharedClock clock, LongSupplier ticks) {
        this.store = store;
        this.clock = clock;
        this.ticks = ticks;
    }

    /** A call that was taken by a write of its own. */
    record Written(Share share, long epoch) {}

    /** Calls that were taken by a question that began at that tick. */
    private record Taken(long calls, BucketState state, long began) {}

    /** Takes calls ahead; false where there are none, or more points by now than may take calls ahead. */
    boolean lease(Share share) throws CounterStoreUnavailableException {
        share.asking.lock();
        try {
            long began = ticks.getAsLong();
            if (share.has(began) || share.isUsedUp(began)) {
                return share.has(began);
            }
            share.lapse();
            Taken taken = take(share, share.want(), true);
            if (taken == null) {
                return false;
            }
            share.lease(taken.calls(), taken.state(), taken.began());
            return true;
        } finally {
            // one that failed may have been written all the same
            share.gaveBack();
            share.asking.unlock();
        }
    }

    /** Takes one call by a write of its own; null where there is none. */
    @Nullable
    Written write(Share share) throws CounterStoreUnavailableException {
        share.asking.lock();
        try {
            if (share.isUsedUp(ticks.getAsLong())) {
                return null;
            }
            Taken taken = take(share, 1, false);
            if (taken == null) {
                return null;
            }
            share.wrote(taken.state());
            return new Written(share, taken.state().epoch());
        } finally {
            share.asking.unlock();
        }
    }

    private @Nullable Taken take(Share share, long most, boolean back) throws CounterStoreUnavailableException {
        Bucket bucket = share.bucket;
        for (int i = 0; i < ATTEMPTS; i++) {
            long began = ticks.getAsLong();
            Optional<BucketState> known = read(bucket);
            long now = clock.at(began);
            BucketState state =
                    known.orElseGet(() -> BucketState.full(bucket, now)).advanced(now);
            state = back ? share.givingBack(state) : state;
            if (back && !share.leasesBy(state.by(bucket, share.countedIn()))) {
                return null;
            }
            long calls = Math.min(most, state.free(bucket));
            if (calls == 0) {
                share.usedUp(state, began);
                return null;
            }
            BucketState next = state.taking(bucket, calls).by(bucket, share.countedIn());
            if (replace(bucket, known, next)) {
                return new Taken(calls, next, began);
            }
        }
        throw new CounterStoreUnavailableException("too many enforcement points write one bucket at once");
    }

    /** What can't be given back is lost: fewer calls are granted then, never more. */
    void giveBack(Written one) {
        one.share().asking.lock();
        try {
            boolean done = false;
            for (int i = 0; i < ATTEMPTS && !done; i++) {
                done = isGivenBack(one);
            }
        } catch (CounterStoreUnavailableException e) {
            // see above
        } finally {
            one.share().asking.unlock();
        }
    }

    private boolean isGivenBack(Written one) throws CounterStoreUnavailableException {
        Share share = one.share();
        long began = ticks.getAsLong();
        Optional<BucketState> known = read(share.bucket);
        if (known.isEmpty()) {
            return true;
        }
        BucketState state = known.get().advanced(clock.at(began));
        BucketState next = state.givingBack(share.bucket, 1, one.epoch());
        boolean replaced = replace(share.bucket, known, next);
        if (replaced) {
            share.wrote(next);
        }
        return replaced;
    }

    private Optional<BucketState> read(Bucket bucket) throws CounterStoreUnavailableException {
        if (failures.get() >= PATIENCE && paused.get() - ticks.getAsLong() > 0) {
            throw new CounterStoreUnavailableException("the shared counters did not answer a moment ago");
        }
        Optional<BucketState> known;
        try {
            known = store.read(bucket);
        } catch (CounterStoreUnavailableException e) {
            failed();
            throw e;
        }
        if (known.isPresent() && !known.get().fits(bucket)) {
            throw new CounterStoreUnavailableException("the shared counters hold what is no state of a bucket");
        }
        known.ifPresent(state -> clock.learn(state.at(), ticks.getAsLong()));
        return known;
    }

    private boolean replace(Bucket bucket, Optional<BucketState> known, BucketState next)
            throws CounterStoreUnavailableException {
        try {
            boolean replaced = store.replace(bucket, known, next);
            failures.set(0);
            return replaced;
        } catch (CounterStoreUnavailableException e) {
            failed();
            throw e;
        }
    }

    private void failed() {
        paused.set(ticks.getAsLong() + PAUSE);
        failures.incrementAndGet();
    }
}
