package dev.cordon.gate;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.ServiceName;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the snapshot fresh where there is no thread to do so: the call itself refreshes. Never throws; what fails is
 * kept as a text, and the decision denies by itself once the snapshot is too old. Safe for use by many threads, of
 * which one refreshes; the others go on with the snapshot there is, and wait where it is too old to decide by.
 */
public final class OnDemand {

    private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

    private final SnapshotSource source;
    private final Supplier<Moment> clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean demanded = new AtomicBoolean();

    /**
     * What became of the last refresh where it failed.
     *
     * @param why in one line
     * @param pause how long to wait until the next try, in nanoseconds
     * @param since when it failed, in ticks
     */
    private record Trouble(String why, long pause, long since) {}

    /**
     * Over that source.
     *
     * @param clock the one that the source takes its {@code asOf} from
     */
    public OnDemand(SnapshotSource source, Supplier<Moment> clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Refreshes the snapshot where it is missing, or as old as the {@code refresh} of the segment of the service that
     * is called (the shortest of the policy, where it does not name that service). After a failure it waits a little
     * before it tries again, up to a second. Blocks as long as the source does.
     *
     * @param target the service that the call is for
     * @return the instant to decide the call at: after the refresh, so that its duration counts
     */
    public Moment freshen(ServiceName target) {
        return freshen(Optional.of(target));
    }

    /** The same for nobody in particular: as fresh as the segment wants it that has the shortest {@code refresh}. */
    public Moment freshen() {
        return freshen(Optional.empty());
    }

    private Moment freshen(Optional<ServiceName> target) {
        Moment now = clock.get();
        if (!isDue(target, now)) {
            return now;
        }
        if (isUsable(target, now)) {
            if (!refreshing.tryLock()) {
                return now;
            }
        } else {
            refreshing.lock();
        }
        try {
            // another thread may have refreshed, or failed, while this one waited
            if (isDue(target, clock.get())) {
                refresh();
            }
        } finally {
            refreshing.unlock();
        }
        return clock.get();
    }

    /** Makes the next call refresh, whatever the snapshot's age: after the process was restored from an image. */
    public void demand() {
        trouble.set(null);
        demanded.set(true);
    }

    /** Why the last refresh failed, in one line; empty where it succeeded or none was made. */
    public Optional<String> failure() {
        return Optional.ofNullable(trouble.get()).map(Trouble::why);
    }

    /** How many refreshes failed since the start. */
    public long failures() {
        return failures.get();
    }

    private boolean isDue(Optional<ServiceName> target, Moment now) {
        Trouble last = trouble.get();
        if (last != null && now.ticks() - last.since() < last.pause()) {
            return false;
        }
        Snapshot snapshot = source.current().orElse(null);
        return snapshot == null
                || demanded.get()
                || age(snapshot, now).compareTo(freshness(snapshot, target).refresh()) >= 0;
    }

    private boolean isUsable(Optional<ServiceName> target, Moment now) {
        Snapshot snapshot = source.current().orElse(null);
        return snapshot != null
                && age(snapshot, now).compareTo(freshness(snapshot, target).denyAfter()) <= 0;
    }

    private static Duration age(Snapshot snapshot, Moment now) {
        return Duration.ofNanos(now.ticks() - snapshot.asOf());
    }

    private static Segment.Freshness freshness(Snapshot snapshot, Optional<ServiceName> target) {
        return target.flatMap(snapshot.policy()::segmentOf)
                .map(Segment::freshness)
                .orElseGet(() -> strictest(snapshot.policy().source()));
    }

    private static Segment.Freshness strictest(Policy policy) {
        return policy.segments().stream()
                .map(Segment::freshness)
                .min(Comparator.comparing(Segment.Freshness::refresh))
                .orElseGet(() -> new Segment.Freshness(Segment.Freshness.SHORTEST, Segment.Freshness.SHORTEST));
    }

    private void refresh() {
        try {
            source.refresh();
            demanded.set(false);
            trouble.set(null);
        } catch (SnapshotUnavailableException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // the outermost catch: a fault of a store must not end the call, which is decided by what there is
            failed("the snapshot source failed: " + e.getClass().getSimpleName());
        }
    }

    private void failed(String why) {
        Trouble last = trouble.get();
        long pause = last == null ? FIRST_PAUSE : Math.min(2 * last.pause(), LONGEST_PAUSE);
        failures.incrementAndGet();
        trouble.set(new Trouble(why, pause, clock.get().ticks()));
    }
}
