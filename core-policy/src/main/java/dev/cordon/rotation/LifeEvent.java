package dev.cordon.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What happens to a service's credential from outside. Immutable. */
public sealed interface LifeEvent {

    /**
     * Who asked, and when: of two, the later counts, in whatever order they arrive, and each once.
     *
     * @param occurredAt when it happened at its source
     * @param id the event's own id
     */
    record Request(Instant occurredAt, String id) implements Comparable<Request> {

        private static final Comparator<Request> ORDER =
                Comparator.comparing(Request::occurredAt).thenComparing(Request::id);

        @Override
        public int compareTo(Request other) {
            return ORDER.compare(this, other);
        }
    }

    /** Why another generation is wanted. */
    enum Cause {
        /** A revision of the service was deployed, which a service that was retired comes back by. */
        DEPLOYED,
        /** It is time. */
        SCHEDULED,
        /** Somebody asked. */
        DEMANDED
    }

    /**
     * Another generation is wanted.
     *
     * @param unlessYounger where the current one is younger than that, it stays
     */
    record Wanted(Request request, Cause cause, Optional<Duration> unlessYounger) implements LifeEvent {}

    /** The service went back to the revision before: so does its credential, as long as that one is good. */
    record RolledBack(Request request) implements LifeEvent {}

    /**
     * Somebody may have it who should not: it ends at once, and another one takes its place.
     *
     * @param upTo the last generation that is meant; later ones are good
     */
    record Suspected(long upTo) implements LifeEvent {}

    /** The service is no more. */
    record Retired(Request request) implements LifeEvent {}

    /** Somebody has a generation tried again that was given up. */
    record Retried(long generation) implements LifeEvent {}
}
