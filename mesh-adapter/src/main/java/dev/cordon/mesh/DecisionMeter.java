package dev.cordon.mesh;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.decision.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts decisions on their way to the log. Counting costs a few additions and never blocks. */
final class DecisionMeter implements DecisionSink {

    /** The upper bounds of the histogram's buckets: a decision takes some 10 µs, one with a new token some 200 µs. */
    static final List<Duration> BOUNDS = List.of(
            Duration.ofNanos(5_000),
            Duration.ofNanos(10_000),
            Duration.ofNanos(25_000),
            Duration.ofNanos(50_000),
            Duration.ofNanos(100_000),
            Duration.ofNanos(250_000),
            Duration.ofNanos(500_000),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100));

    private final DecisionSink sink;
    private final LongAdder allowed = new LongAdder();
    private final LongAdder wouldAllow = new LongAdder();
    private final List<LongAdder> denied = adders(Reason.values().length);
    private final List<LongAdder> wouldDeny = adders(Reason.values().length);
    private final List<LongAdder> buckets = adders(BOUNDS.size() + 1);
    private final LongAdder nanos = new LongAdder();

    /** Counts what goes to that sink. */
    DecisionMeter(DecisionSink sink) {
        this.sink = sink;
    }

    private static List<LongAdder> adders(int count) {
        List<LongAdder> adders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            adders.add(new LongAdder());
        }
        return List.copyOf(adders);
    }

    @Override
    public void offer(DecisionRecord decision) {
        boolean enforced = decision.point().enforced();
        decision.stop()
                .map(stop -> (enforced ? denied : wouldDeny).get(stop.reason().ordinal()))
                .orElse(enforced ? allowed : wouldAllow)
                .increment();
        long took = Math.max(0, decision.point().latency());
        buckets.get(bucket(took)).increment();
        nanos.add(took);
        sink.offer(decision);
    }

    private static int bucket(long took) {
        for (int i = 0; i < BOUNDS.size(); i++) {
            if (took <= BOUNDS.get(i).toNanos()) {
                return i;
            }
        }
        return BOUNDS.size();
    }

    @Override
    public boolean readsWhy() {
        return sink.readsWhy();
    }

    @Override
    public long dropped() {
        return sink.dropped();
    }

    /** How many calls were allowed. */
    long allowed(boolean enforced) {
        return (enforced ? allowed : wouldAllow).sum();
    }

    /** How many calls were denied for that reason; where not enforced, would have been. */
    long denied(Reason reason, boolean enforced) {
        return (enforced ? denied : wouldDeny).get(reason.ordinal()).sum();
    }

    /** How many decisions took at most each bound and more than the one before; the last is beyond all bounds. */
    List<Long> perBucket() {
        return buckets.stream().map(LongAdder::sum).toList();
    }

    /** How long all decisions took together. */
    Duration total() {
        return Duration.ofNanos(nanos.sum());
    }
}
