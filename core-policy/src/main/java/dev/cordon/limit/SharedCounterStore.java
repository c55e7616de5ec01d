package dev.cordon.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Counts calls together with other enforcement points, in buckets that all of them read and write. How it counts
 * depends on the limit and on how many points use the bucket, as they count themselves in its state:
 *
 * <ul>
 *   <li>Where the limit grants fewer than 100 calls a period for each point, each call is one conditional write, and
 *       counts at one instant while it is asked for: when its question began, or at the last write before its own where
 *       that was later. The limit is exact. A point that is the first too many to take calls ahead finds those that the
 *       others have taken, which lapse within a twentieth of the period; stating the number of points prevents that.
 *   <li>Else a point takes calls for a twentieth of the period ahead, and grants them without asking until they lapse.
 * </ul>
 *
 * <p><b>Error.</b> In any span of time W, {@code burst + rate * (W + L + D)} calls are granted at most, with L the life
 * of a lease, a twentieth of the period or 0 where each call is written, and D by how much the clocks of the points
 * disagree. Proof: each write moves the instant F at which the bucket is full by the calls it takes, times the
 * interval, and F stays within the capacity of the clock T of its writer. T of the first write whose calls are granted
 * in the span is at least its beginning less L, for no call is granted later than L after the question that took it
 * began; T of the last is at most its end; each by a clock that is at most D off. So F moves by no more than W + L + D
 * and the capacity. Calls that were not used are given back only where that is the same as if they had not been taken
 * ({@link BucketState}). Where D is within a twentieth of the period, no span grants more than a tenth of one period's
 * calls too many, whatever the number of points. Points go by the fastest clock that they know of
 * ({@link SharedClock}): clocks that are further apart count once, when a point with a faster clock than all before
 * makes its first call, as if that much time had passed: by at most a burst more for each such point.
 *
 * <p>A point that ends takes with it what it has leased: at most a twentieth of a period's calls. A bucket stands as
 * many writes as the store can do one after the other; a limit a second with dozens of points asks for more, up to 20 a
 * second for each point, and calls that then find no turn in 16 attempts are not counted. After three questions in a
 * row that fail, none is asked for a second, so that calls do not each wait for a store that is gone. Blocks as long as
 * the store does, times the threads of this point that ask for the same bucket, times the attempts where other points
 * write at the same time.
 */
public final class SharedCounterStore implements CounterStore {

    private static final int ROUNDS = 8;
    private static final long IDLE = 120_000_000_000L;
    private static final int FEW = 1024;

    private final int points;
    private final LongSupplier ticks;
    private final SharedClock clock = new SharedClock();
    private final Withdrawals withdrawals;
    private final ConcurrentMap<Bucket, Share> shares = new ConcurrentHashMap<>();
    private final AtomicInteger crowd = new AtomicInteger(FEW);

    /**
     * A point that has counted nothing yet.
     *
     * @param points how many points share the buckets, at least; they count themselves, so 1 will do
     * @param ticks the monotonic clock of {@link #take}, in nanoseconds
     */
    public SharedCounterStore(BucketStore store, int points, LongSupplier ticks) {
        if (points < 1) {
            throw new IllegalArgumentException("buckets are shared by at least one point");
        }
        this.points = points;
        this.ticks = ticks;
        this.withdrawals = new Withdrawals(store, clock, ticks);
    }

    @Override
    public Tally take(Demand demand, Instant wall, long now) throws CounterStoreUnavailableException {
        clock.set(wall, now);
        List<Share> all = new ArrayList<>(demand.buckets().size());
        for (Bucket bucket : demand.buckets()) {
            all.add(shares.computeIfAbsent(bucket, of -> new Share(of, points, now)));
        }
        tidy(now);
        List<Withdrawals.Written> written = new ArrayList<>();
        boolean kept = false;
        try {
            Tally tally = take(all, written);
            kept = tally.isGranted();
            return tally;
        } finally {
            if (!kept) {
                written.forEach(withdrawals::giveBack);
            }
        }
    }

    private Tally take(List<Share> all, List<Withdrawals.Written> written) throws CounterStoreUnavailableException {
        List<Share> leasing = new ArrayList<>(all);
        for (int round = 0; round < ROUNDS; round++) {
            if (!isRefused(leasing) && lease(leasing) && write(leasing, written) && spend(leasing, 0)) {
                return tally(all, true);
            }
            if (isRefused(leasing)) {
                return tally(leasing, false);
            }
        }
        throw new CounterStoreUnavailableException("too many threads count the same calls at once");
    }

    /** What is leased comes first: what is not spent in the end stays there for the next call. */
    private boolean lease(List<Share> leasing) throws CounterStoreUnavailableException {
        for (Share share : leasing) {
            if (share.leases() && !share.has(ticks.getAsLong()) && !withdrawals.lease(share)) {
                return false;
            }
        }
        return true;
    }

    private boolean write(List<Share> leasing, List<Withdrawals.Written> written)
            throws CounterStoreUnavailableException {
        for (Share share : List.copyOf(leasing)) {
            if (!share.leases() && !share.has(ticks.getAsLong())) {
                Withdrawals.Written one = withdrawals.write(share);
                if (one == null) {
                    return false;
                }
                written.add(one);
                leasing.remove(share);
            }
        }
        return true;
    }

    /** All or none; locked in the order of their kinds. */
    private boolean spend(List<Share> leasing, int from) {
        if (from == leasing.size()) {
            leasing.forEach(Share::spend);
            return true;
        }
        Share share = leasing.get(from);
        synchronized (share) {
            return share.has(ticks.getAsLong()) && spend(leasing, from + 1);
        }
    }

    private boolean isRefused(List<Share> open) {
        long now = ticks.getAsLong();
        return open.stream().anyMatch(share -> share.isUsedUp(now));
    }

    private Tally tally(List<Share> all, boolean granted) {
        long now = ticks.getAsLong();
        Tally tally = null;
        for (Share share : all) {
            if (granted || share.isUsedUp(now)) {
                Tally one = share.tally(now, clock.at(now), granted);
                tally = tally == null ? one : tally.or(one);
            }
        }
        // where the wait is over meanwhile
        return tally == null ? all.get(0).tally(now, clock.at(now), granted) : tally;
    }

    /** Forgets what this point knows of buckets that it has not used for a while. */
    private void tidy(long now) {
        int many = crowd.get();
        if (shares.size() > many && crowd.compareAndSet(many, Integer.MAX_VALUE)) {
            shares.values().removeIf(share -> share.isIdle(now, IDLE));
            crowd.set(Math.max(FEW, 2 * shares.size()));
        }
    }

    /** Of how many buckets this point knows something. */
    int size() {
        return shares.size();
    }
}
