package dev.cordon.mesh;

import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.policy.Segment;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Refreshes the snapshot on a thread of its own, twice within the shortest {@code refresh} of any segment and at least
 * once a second. A failure is kept until a refresh succeeds; decisions age meanwhile and deny by themselves.
 */
final class Refresher implements AutoCloseable {

    private static final long SLOWEST = Duration.ofSeconds(1).toMillis();
    private static final long FASTEST = Segment.Freshness.SHORTEST.toMillis() / 2;

    private final SnapshotSource source;
    private final Consumer<String> notices;
    private final ScheduledExecutorService timer;
    private final AtomicLong failures = new AtomicLong();
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<PolicyRevision> inUse = Optional.empty();

    Refresher(SnapshotSource source, Consumer<String> notices) {
        this.source = source;
        this.notices = notices;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cordon-refresh");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Refreshes now, in the caller's thread, and from then on by the timer. */
    void start() {
        refresh();
        next();
    }

    /** What went wrong with the last refresh; empty where it succeeded. */
    Optional<String> failure() {
        return failure;
    }

    /** How many refreshes failed since the start. */
    long failures() {
        return failures.get();
    }

    /** Refreshes soon, on the timer's thread, and says what came of it. */
    void reload() {
        if (!timer.isShutdown()) {
            timer.execute(() -> {
                refresh();
                notices.accept(
                        failure.map(problem -> "reload failed: " + problem).orElse("reloaded"));
            });
        }
    }

    private void run() {
        refresh();
        next();
    }

    private void next() {
        if (!timer.isShutdown()) {
            Object unused = timer.schedule(this::run, period(), TimeUnit.MILLISECONDS);
        }
    }

    void refresh() {
        Optional<String> outcome;
        try {
            source.refresh();
            outcome = Optional.empty();
        } catch (SnapshotUnavailableException e) {
            outcome = Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // the outermost catch of this thread: a fault must not end the refreshing
            outcome = Optional.of("the snapshot source failed: " + e.getClass().getSimpleName());
        }
        if (outcome.isPresent()) {
            failures.incrementAndGet();
        }
        if (!outcome.equals(failure)) {
            notices.accept(outcome.map(this::describe).orElse("refresh succeeds again"));
        }
        failure = outcome;
        noticeRevision();
    }

    private String describe(String problem) {
        return "refresh failed: " + problem
                + inUse.map(policy -> "; sequence " + policy.sequence() + " stays in use")
                        .orElse("");
    }

    /** The first one is told by whoever starts the server. */
    private void noticeRevision() {
        Optional<PolicyRevision> now =
                source.current().map(snapshot -> snapshot.revisions().policy());
        if (inUse.isPresent() && !now.equals(inUse)) {
            now.ifPresent(policy -> notices.accept("now in use: policy `" + policy.policy() + "` sequence "
                    + policy.sequence() + ", revision " + policy.hash()));
        }
        inUse = now;
    }

    private long period() {
        long shortest = source.current()
                .map(Snapshot::policy)
                .flatMap(policy -> policy.source().segments().stream()
                        .map(segment -> segment.freshness().refresh())
                        .min(Comparator.naturalOrder()))
                .map(Duration::toMillis)
                .orElse(SLOWEST);
        return Math.max(FASTEST, Math.min(SLOWEST, shortest / 2));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
