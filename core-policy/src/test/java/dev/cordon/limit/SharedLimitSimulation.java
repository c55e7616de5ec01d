package dev.cordon.limit;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Enforcement points that share one bucket, on a clock of their own. Each point is a thread, and one runs at a time: it
 * runs until it waits for its next call or for the store, then the one whose time comes next. So questions of different
 * points overlap as they would, and a seed gives the same run again.
 */
final class SharedLimitSimulation {

    private static final long MILLI = 1_000_000L;
    private static final long NOON = 1_795_348_800_000_000_000L;

    /**
     * What is simulated.
     *
     * @param points how many enforcement points
     * @param limit the limit of all together
     * @param load how many times the limit is asked for, but in every third period, which is quiet
     * @param stated how many points each is told there are
     * @param skew by how many nanoseconds clocks may be off, either way
     * @param troubled whether answers get lost, the store is slow now and then, and points end with what they leased
     * @param periods for how long
     */
    record Setting(int points, int stated, RateLimit limit, double load, long skew, boolean troubled, int periods) {}

    /**
     * What came of it.
     *
     * @param excess by how many calls the worst span of time exceeds what the limit grants in it; negative where below
     * @param lateExcess the same, after the first period
     * @param granted calls granted
     * @param ideal calls that one process would have granted
     * @param asked calls
     * @param uncounted calls that could not be counted
     * @param questions reads and writes of the store
     */
    record Outcome(double excess, double lateExcess, int granted, int ideal, int asked, int uncounted, int questions) {}

    private final Setting setting;
    private final SplittableRandom random;
    private final Bucket bucket;
    private final Demand demand;
    private final long period;
    private final LocalBuckets buckets = new LocalBuckets();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>();
    private final Semaphore baton = new Semaphore(0);
    private final List<Long> calls = new ArrayList<>();
    private final List<Long> grants = new ArrayList<>();
    private long now;
    private long sequence;
    private int uncounted;
    private int questions;

    private SharedLimitSimulation(Setting setting, long seed) {
        this.setting = setting;
        this.random = new SplittableRandom(seed);
        this.bucket = new Bucket.OfFlow(new FlowId("shared"), setting.limit());
        this.demand = new Demand(List.of(bucket));
        this.period = setting.limit().per().seconds() * 1000 * MILLI;
    }

    static Outcome run(Setting setting, long seed) throws InterruptedException {
        SharedLimitSimulation one = new SharedLimitSimulation(setting, seed);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < setting.points(); i++) {
                Point point = one.new Point(i);
                threads.execute(point::live);
                one.baton.acquire();
            }
            while (!one.turns.isEmpty()) {
                Turn next = one.turns.remove();
                one.now = Math.max(one.now, next.at());
                next.point().turn.release();
                one.baton.acquire();
            }
        } finally {
            threads.shutdownNow();
        }
        return one.outcome();
    }

    private record Turn(long at, long sequence, Point point) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
        }
    }

    /** One enforcement point: a thread with clocks of its own. */
    private final class Point implements BucketStore {
        private final Semaphore turn = new Semaphore(0);
        private final double share;
        private final long skew = random.nextLong(-setting.skew(), setting.skew() + 1);
        private final long origin = random.nextLong();
        private SharedCounterStore store;
        private long asked;

        /** A few points get most of the calls. */
        Point(int number) {
            double all = 0;
            for (int i = 1; i <= setting.points(); i++) {
                all += 1.0 / i;
            }
            this.share = 1.0 / (number + 1) / all;
            this.store = fresh();
        }

        private SharedCounterStore fresh() {
            return new SharedCounterStore(this, setting.stated(), this::ticks);
        }

        private long ticks() {
            return now + origin;
        }

        void live() {
            long end = setting.periods() * period;
            // all are there after half a period
            long at = random.nextLong(period / 2);
            while (at < end) {
                waitUntil(at);
                call();
                at = Math.max(now, at + pause());
            }
            baton.release();
        }

        /** Until the next call. */
        private long pause() {
            boolean quiet = now / period % 3 == 2;
            double rate = setting.limit().calls() * share * (quiet ? 0.2 : setting.load()) / period;
            return (long) (-Math.log(1 - random.nextDouble()) / rate);
        }

        private void call() {
            if (setting.troubled() && chance(1, 500)) {
                store = fresh();
            }
            calls.add(now);
            asked = now;
            try {
                Instant wall = Instant.ofEpochSecond(0, NOON + now + skew);
                if (store.take(demand, wall, ticks()).isGranted()) {
                    grants.add(asked);
                }
            } catch (CounterStoreUnavailableException e) {
                uncounted++;
            }
        }

        private void waitUntil(long until) {
            turns.add(new Turn(until, sequence++, this));
            baton.release();
            turn.acquireUninterruptibly();
        }

        private boolean chance(int one, int of) {
            return random.nextInt(of) < one;
        }

        /** Half of the time that a question takes. */
        private void travel() {
            boolean slow = setting.troubled() && chance(1, 200);
            waitUntil(now + (slow ? random.nextLong(100, 1000) : random.nextLong(1, 3)) * MILLI);
        }

        @Override
        public Optional<BucketState> read(Bucket of) throws CounterStoreUnavailableException {
            questions++;
            asked = now;
            travel();
            Optional<BucketState> state = buckets.read(of);
            // a write counts no earlier than the one before it, which may have come while the question was under way
            state.ifPresent(known -> asked = Math.max(asked, Math.min(now, known.at() - NOON)));
            travel();
            return state;
        }

        @Override
        public boolean replace(Bucket of, Optional<BucketState> known, BucketState next)
                throws CounterStoreUnavailableException {
            questions++;
            travel();
            boolean lost = setting.troubled() && chance(1, 100);
            boolean replaced = (!lost || chance(1, 2)) && buckets.replace(of, known, next);
            travel();
            if (lost) {
                throw new CounterStoreUnavailableException("the answer is lost");
            }
            return replaced;
        }
    }

    private Outcome outcome() {
        Collections.sort(grants);
        Collections.sort(calls);
        LocalCounterStore alone = new LocalCounterStore();
        int ideal = 0;
        for (long at : calls) {
            ideal += alone.take(demand, Instant.EPOCH, at).isGranted() ? 1 : 0;
        }
        return new Outcome(excess(0), excess(period), grants.size(), ideal, calls.size(), uncounted, questions);
    }

    /**
     * The most by which any span of time that begins from then on has more grants than burst and rate allow: the span
     * from grant i to grant j has j - i + 1 of them.
     */
    private double excess(long from) {
        long interval = bucket.interval();
        long least = Long.MAX_VALUE;
        long worst = Long.MIN_VALUE;
        for (int i = 0; i < grants.size(); i++) {
            long at = grants.get(i);
            if (at >= from) {
                least = Math.min(least, i * interval - at);
                worst = Math.max(worst, (i + 1) * interval - at - least);
            }
        }
        return worst == Long.MIN_VALUE ? 0 : (double) (worst - bucket.capacity()) / interval;
    }
}
