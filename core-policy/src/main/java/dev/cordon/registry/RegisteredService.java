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
 * @param stage where it is in its life
 * @param incarnation counts from 1, and up each time that it comes back after it was retired
 * @param revision the revision that runs; empty where no event told one
 * @param last the latest event that changed it
 * @param lastSeen when any event told of it last
 * @param closing its last retirement, while what it left is not all gone yet, though it may be back by now
 */
public record RegisteredService(
        ServiceName name,
        Stage stage,
        long incarnation,
        Optional<String> revision,
        Origin last,
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
     * @return empty where it changes nothing, such as one that is older than what is known
     */
    public static Optional<RegisteredService> after(
            Optional<RegisteredService> known, ServiceEvent event, Instant now) {
        Origin origin = event.origin();
        if (event.kind() == Kind.SCALED || event.kind() == Kind.CONFIGURED) {
            return known.filter(one -> one.isThere() && one.lastSeen.isBefore(origin.occurredAt()))
                    .map(one -> one.seen(origin.occurredAt()));
        }
        if (known.filter(one -> one.last.compareTo(origin) >= 0).isPresent()) {
            return Optional.empty();
        }
        boolean there = known.filter(RegisteredService::isThere).isPresent();
        return switch (event.kind()) {
            case DEPLOYED -> Optional.of(there ? known.get().running(event) : begun(known, event));
            case ROLLED_BACK -> there ? Optional.of(known.get().running(event)) : Optional.empty();
            case DEPRECATED -> there ? Optional.of(known.get().to(Stage.DEPRECATED, event)) : Optional.empty();
            default ->
                Optional.of(known.orElseGet(() -> begun(Optional.empty(), event))
                        .to(Stage.RETIRED, event)
                        .closing(Optional.of(new Closing(event.origin(), now))));
        };
    }

    private static RegisteredService begun(Optional<RegisteredService> known, ServiceEvent event) {
        Instant at = event.origin().occurredAt();
        return new RegisteredService(
                event.service(),
                Stage.LIVE,
                known.map(one -> one.incarnation + 1).orElse(1L),
                event.revision(),
                event.origin(),
                known.map(one -> latest(one.lastSeen, at)).orElse(at),
                // what the incarnation before was given still ends
                known.flatMap(RegisteredService::closing));
    }

    /** Whether it runs. */
    public boolean isThere() {
        return stage != Stage.RETIRED;
    }

    private RegisteredService running(ServiceEvent event) {
        return new RegisteredService(
                name,
                stage,
                incarnation,
                event.revision().or(() -> revision),
                event.origin(),
                latest(lastSeen, event.origin().occurredAt()),
                closing);
    }

    private RegisteredService to(Stage next, ServiceEvent event) {
        return new RegisteredService(
                name,
                next,
                incarnation,
                revision,
                event.origin(),
                latest(lastSeen, event.origin().occurredAt()),
                closing);
    }

    private RegisteredService seen(Instant at) {
        return new RegisteredService(name, stage, incarnation, revision, last, at, closing);
    }

    private RegisteredService closing(Optional<Closing> since) {
        return new RegisteredService(name, stage, incarnation, revision, last, lastSeen, since);
    }

    /** The same when what it left is gone. */
    public RegisteredService closed() {
        return closing(Optional.empty());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
