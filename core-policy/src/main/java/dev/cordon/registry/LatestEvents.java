package dev.cordon.registry;

import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.ServiceEvent.Origin;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The latest events of a service, each kind for itself: a later one of one kind must not hide an earlier one of another
 * that is only heard of afterwards. Immutable.
 *
 * @param deployed the latest deploy
 * @param rolledBack the latest way back to a revision before
 * @param deprecated the latest deprecation
 * @param retired the latest retirement
 * @param running the latest deploy, way back or scaling that told which revisions run; empty where none did since the
 *     retirement
 * @param reached the latest deploy or change of settings that told where it is reached; empty where none did since the
 *     retirement
 * @param described the latest deploy or change of settings that told what it is; empty where none did since the
 *     retirement
 */
public record LatestEvents(
        Optional<Origin> deployed,
        Optional<Origin> rolledBack,
        Optional<Origin> deprecated,
        Optional<Origin> retired,
        Optional<Origin> running,
        Optional<Origin> reached,
        Optional<Origin> described) {

    /** No event yet. */
    static final LatestEvents NONE = new LatestEvents(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The same after that event. */
    LatestEvents with(ServiceEvent event) {
        Kind kind = event.kind();
        boolean runs = kind == Kind.DEPLOYED || kind == Kind.ROLLED_BACK || kind == Kind.SCALED;
        boolean describes = kind == Kind.DEPLOYED || kind == Kind.CONFIGURED;
        LatestEvents next = new LatestEvents(
                with(deployed, event, kind == Kind.DEPLOYED),
                with(rolledBack, event, kind == Kind.ROLLED_BACK),
                with(deprecated, event, kind == Kind.DEPRECATED),
                with(retired, event, kind == Kind.RETIRED),
                with(running, event, runs && !event.details().revisions().isEmpty()),
                with(reached, event, describes && event.details().endpoints().isPresent()),
                with(described, event, describes && event.details().workload().isPresent()));
        return next.isThere() ? next.forgetting() : next;
    }

    /** What was told before the service was retired tells nothing of the one that is back. */
    private LatestEvents forgetting() {
        return new LatestEvents(
                deployed,
                rolledBack,
                deprecated,
                retired,
                running.filter(one -> isLater(running, retired)),
                reached.filter(one -> isLater(reached, retired)),
                described.filter(one -> isLater(described, retired)));
    }

    private static Optional<Origin> with(Optional<Origin> known, ServiceEvent event, boolean counts) {
        Optional<Origin> told = Optional.of(event.origin());
        return counts && isLater(told, known) ? told : known;
    }

    /** Whether one came after another, or alone. */
    private static boolean isLater(Optional<Origin> one, Optional<Origin> other) {
        return one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) > 0);
    }

    /** Whoever is heard of and not retired is there: its deploy may arrive last, or was never told. */
    boolean isThere() {
        return !isRetired();
    }

    boolean isRetired() {
        return isLater(retired, deployed);
    }

    boolean isDeprecated() {
        return isLater(deprecated, retired);
    }

    /** The latest of all. */
    public Origin last() {
        return Stream.of(deployed, rolledBack, deprecated, retired, running, reached, described)
                .flatMap(Optional::stream)
                .max(Origin::compareTo)
                .orElseThrow();
    }
}
