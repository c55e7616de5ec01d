package dev.cordon.registry;

import dev.cordon.policy.ServiceName;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.ServiceEvent.Origin;
import java.time.Instant;
import java.util.Optional;

/**
 * A service as events tell of it. Immutable, and a pure function of the events: which came last counts, not which
 * arrived last.
 *
 * @param name its name
 * @param incarnation counts from 1, and up each time that it is heard to be back after it was retired
 * @param revision the revision that runs; empty where no event told one
 * @param latest the latest events of each kind
 * @param lastSeen when any event told of it last
 * @param closing its last retirement, while what it left is not all gone yet, though it may be back by now
 */
public record RegisteredService(
        ServiceName name,
        long incarnation,
        Optional<String> revision,
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
        boolean begins = event.kind() == Kind.DEPLOYED || event.kind() == Kind.RETIRED;
        if (known.isEmpty()) {
            return begins ? Optional.of(unheardOf(event).hearing(event, now)) : Optional.empty();
        }
        RegisteredService next = known.get().hearing(event, now);
        return Optional.of(next).filter(one -> !one.equals(known.get()));
    }

    private static RegisteredService unheardOf(ServiceEvent event) {
        return new RegisteredService(
                event.service(),
                1,
                Optional.empty(),
                LatestEvents.NONE,
                event.origin().occurredAt(),
                Optional.empty());
    }

    private RegisteredService hearing(ServiceEvent event, Instant now) {
        if (event.kind() == Kind.SCALED || event.kind() == Kind.CONFIGURED) {
            return isThere() ? seen(event.origin().occurredAt()) : this;
        }
        LatestEvents known = latest.with(event);
        if (known.equals(latest)) {
            return this;
        }
        boolean tells = !known.running().equals(latest.running());
        RegisteredService next = new RegisteredService(
                name,
                known.isThere() && latest.isRetired() ? incarnation + 1 : incarnation,
                known.running().flatMap(one -> tells ? event.revision() : revision),
                known,
                lastSeen,
                closing);
        boolean ends = event.kind() == Kind.RETIRED && !next.isThere();
        return (ends ? next.closing(Optional.of(new Closing(event.origin(), now))) : next)
                .seen(event.origin().occurredAt());
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
        return new RegisteredService(name, incarnation, revision, latest, seen, closing);
    }

    private RegisteredService closing(Optional<Closing> since) {
        return new RegisteredService(name, incarnation, revision, latest, lastSeen, since);
    }

    /** The same when what it left is gone. */
    public RegisteredService closed() {
        return closing(Optional.empty());
    }
}
