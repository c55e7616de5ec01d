package dev.cordon.limit;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one enforcement point has of a shared bucket: calls that it took and may grant until they lapse, and what it
 * knows of the rest. Fields are guarded by the object; who asks the store holds {@link #asking}, so that the threads of
 * a point ask for one bucket in turn.
 */
final class Share {

    /** A lease is good for a twentieth of the limit's period, and is no larger than what that grants. */
    private static final int LEASES = 20;
    /** Where nothing was left, a point that leases asks again after this part of the period at the soonest. */
    private static final long PATIENCE = 200;
    /** A point leases where it can expect so many calls a period. */
    private static final long WORTH_SHARING = 100;

    final Bucket bucket;
    final ReentrantLock asking = new ReentrantLock();
    private final int expected;

    private long leased;
    private long lapses;
    private long leaseEpoch;
    private long unspent;
    private long want;
    private boolean everLeased;
    private boolean usedUp;
    private long usedUpUntil;
    private long countedIn = -1;
    private long touched;
    private @Nullable BucketState last;

    /**
     * Nothing yet.
     *
     * @param points how many points are expected to share the bucket
     */
    Share(Bucket bucket, int points, long ticks) {
        this.bucket = bucket;
        this.expected = points;
        this.touched = ticks;
        this.want = Math.max(1, bucket.limit().calls() / LEASES / points);
    }

    /** Whether the limit is large enough, for so many points, to grant from leases. */
    synchronized boolean leases() {
        long points = last == null ? expected : Math.max(expected, last.census().lately());
        return bucket.limit().calls() >= WORTH_SHARING * points;
    }

    /** Whether a call can be granted without asking. */
    synchronized boolean has(long ticks) {
        touched = ticks;
        return leased > 0 && lapses - ticks > 0;
    }

    /** Grants a call that {@link #has}. */
    synchronized void spend() {
        leased--;
    }

    /** Whether it is known that no call can be granted yet. */
    synchronized boolean isUsedUp(long ticks) {
        return usedUp && usedUpUntil - ticks > 0 && !(leased > 0 && lapses - ticks > 0);
    }

    /**
     * Learns from what it has read, itself counted in: whether there still are few enough points to take calls ahead.
     */
    synchronized boolean leasesBy(BucketState state) {
        last = state;
        return leases();
    }

    /** Ends the lease that there is. What is left of it may be given back with the next write. */
    synchronized void lapse() {
        if (leased > 0) {
            want = leased > want / 2 ? Math.max(1, want / 2) : want;
            unspent = leased;
            leased = 0;
        }
    }

    /** The state with what is to be given back, where it still can be. */
    synchronized BucketState givingBack(BucketState state) {
        return state.givingBack(bucket, unspent, leaseEpoch);
    }

    /** Nothing is given back twice, be it that nobody knows whether it was. */
    synchronized void gaveBack() {
        unspent = 0;
    }

    synchronized long want() {
        return want;
    }

    synchronized long countedIn() {
        return countedIn;
    }

    /** Calls that were taken by a question that began at that tick. */
    synchronized void lease(long calls, BucketState state, long began) {
        if (everLeased && lapses - began > 0) {
            // the last one is spent and would still be good
            want = Math.min(Math.max(1, bucket.limit().calls() / LEASES), 2 * want);
        }
        everLeased = true;
        leased = calls;
        lapses = began + period() / LEASES;
        leaseEpoch = state.epoch();
        wrote(state);
    }

    /** What this point has written. */
    synchronized void wrote(BucketState state) {
        last = state;
        countedIn = state.census().span();
        usedUp = false;
    }

    /** What this point has read: there was no call left. */
    synchronized void usedUp(BucketState state, long began) {
        last = state;
        usedUp = true;
        long patience = leases() ? period() / PATIENCE : 0;
        usedUpUntil = began + Math.max(patience, state.delay(bucket));
    }

    private long period() {
        return bucket.limit().per().seconds() * 1_000_000_000L;
    }

    /** What is known, at that tick and instant. */
    synchronized Tally tally(long ticks, long now, boolean granted) {
        BucketState known = last == null ? BucketState.full(bucket, now) : last;
        long delay = granted ? 0 : Math.max(1, usedUp ? usedUpUntil - ticks : 0);
        return new Tally(bucket, granted ? leased + known.free(bucket) : 0, delay, Math.max(delay, known.reset(now)));
    }

    /** Whether nothing would be lost with it. */
    synchronized boolean isIdle(long ticks, long longest) {
        boolean lapsed = leased == 0 || lapses - ticks <= 0;
        return ticks - touched > longest && lapsed && !isUsedUp(ticks);
    }
}
