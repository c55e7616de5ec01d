package dev.cordon.registry;

import dev.cordon.policy.ServiceName;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.ServiceEvent.Origin;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A service as events tell of it. Immutable, and a pure function of the events: which came last counts, not which
 * arrived last.
 *
 * @param name its name
 * @param incarnation counts from 1, and up each time that it is heard to be back after it was retired
 * @param told what the latest events told of it
 * @param latest the latest events of each kind
 * @param lastSeen when any event told of it last
 * @param closing its last retirement, while what it left is not all gone yet, though it may be back by now
 */
public record RegisteredService(
        ServiceName name,
        long incarnation,
        ServiceEvent.Details told,
        LatestEvents latest,
        Instant lastSeen,
        Optional<Closing> closing) {

    /**
     * A retirement that is not done with.
     *
     * @param by the event that told of it
     * @param at when that was taken: what the service was given before ends
     */
    public record Closing(Origin by, Instant at) {}

    /** Where a service is in its life. */
    public enum Stage {
        /** It runs. */
        LIVE,
        /** It runs, and takes no new callers. */
        DEPRECATED,
        /** It is no more; what it was given is worth nothing. */
        RETIRED
    }

    /**
     * What an event makes of a service.
     *
     * @param known as it is; empty where nobody told of it yet
     * @param now when the event is taken
     * @return empty where it changes nothing, such as one that is older than what is known of its kind
     */
    public static Optional<RegisteredService> after(
            Optional<RegisteredService> known, ServiceEvent event, Instant now) {
        RegisteredService before = known.orElseGet(() -> unheardOf(event));
        return Optional.of(before.hearing(event, now)).filter(one -> !one.equals(before));
    }

    private static RegisteredService unheardOf(ServiceEvent event) {
        return new RegisteredService(
                event.service(),
                1,
                ServiceEvent.Details.NONE,
                LatestEvents.NONE,
                event.origin().occurredAt(),
                Optional.empty());
    }

    private RegisteredService hearing(ServiceEvent event, Instant now) {
        LatestEvents known = latest.with(event);
        if (known.equals(latest)) {
            boolean touches = event.kind() == Kind.SCALED || event.kind() == Kind.CONFIGURED;
            return touches && isThere() ? seen(event.origin().occurredAt()) : this;
        }
        RegisteredService next = new RegisteredService(
                name,
                known.isThere() && latest.isRetired() ? incarnation + 1 : incarnation,
                new ServiceEvent.Details(
                        told(known.running(), latest.running(), revisions(event.details()), revisions(told))
                                .orElse(Set.of()),
                        told(known.reached(), latest.reached(), event.details().endpoints(), told.endpoints()),
                        told(
                                known.deprecated(),
                                latest.deprecated(),
                                Optional.of(event.details().deprecation().orElse(Deprecation.ANNOUNCED)),
                                told.deprecation()),
                        told(
                                known.described(),
                                latest.described(),
                                event.details().workload(),
                                told.workload())),
                known,
                lastSeen,
                closing);
        boolean ends = event.kind() == Kind.RETIRED && !next.isThere();
        return (ends ? next.closing(Optional.of(new Closing(event.origin(), now))) : next)
                .seen(event.origin().occurredAt());
    }

    private static Optional<Set<String>> revisions(ServiceEvent.Details details) {
        return Optional.of(details.revisions());
    }

    /** What is told of something by the latest event that tells of it. */
    private static <T> Optional<T> told(
            Optional<Origin> by, Optional<Origin> before, Optional<T> now, Optional<T> known) {
        return by.isEmpty() ? Optional.empty() : by.equals(before) ? known : now;
    }

    /** What is told of it as it is: where it is retired, nothing runs and nothing is reached. */
    public ServiceEvent.Details current() {
        return isThere()
                ? new ServiceEvent.Details(told.revisions(), told.endpoints(), deprecation(), told.workload())
                : ServiceEvent.Details.NONE;
    }

    /** How it still serves callers, where it is {@link Stage#DEPRECATED}; else empty. */
    public Optional<Deprecation> deprecation() {
        return stage() == Stage.DEPRECATED ? told.deprecation() : Optional.empty();
    }

    /** Where it is. */
    public Stage stage() {
        return !latest.isThere() ? Stage.RETIRED : latest.isDeprecated() ? Stage.DEPRECATED : Stage.LIVE;
    }

    /** Whether it runs. */
    public boolean isThere() {
        return latest.isThere();
    }

    private RegisteredService seen(Instant at) {
        Instant seen = lastSeen.isBefore(at) ? at : lastSeen;
        return new RegisteredService(name, incarnation, told, latest, seen, closing);
    }

    private RegisteredService closing(Optional<Closing> since) {
        return new RegisteredService(name, incarnation, told, latest, lastSeen, since);
    }

    /** The same when what it left is gone. */
    public RegisteredService closed() {
        return closing(Optional.empty());
    }
}
