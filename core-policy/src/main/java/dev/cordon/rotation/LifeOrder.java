package dev.cordon.rotation;

import java.time.Instant;
import java.util.Optional;

/**
 * What came last for a service's credential. Immutable.
 *
 * @param last the latest thing that happened to the service; what happened earlier counts no more
 * @param asked the latest that was asked for, by somebody or by its age; it must not outdo what happens to the service
 *     and is only heard of later
 * @param retiredAt since when the service is no more; empty where it lives
 */
public record LifeOrder(
        Optional<LifeEvent.Request> last, Optional<LifeEvent.Request> asked, Optional<Instant> retiredAt) {

    /** Nothing came yet. */
    static final LifeOrder NONE = new LifeOrder(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether that is later than all that happened. */
    boolean isNews(LifeEvent.Request request) {
        return last.filter(known -> known.compareTo(request) >= 0).isEmpty();
    }

    /** Whether that is asked for a service that lives, and not a second time. */
    boolean isAsked(LifeEvent.Request request) {
        return retiredAt.isEmpty()
                && asked.filter(known -> known.compareTo(request) >= 0).isEmpty();
    }

    LifeOrder happened(LifeEvent.Request request, Optional<Instant> retired) {
        return new LifeOrder(Optional.of(request), asked, retired);
    }

    LifeOrder asked(LifeEvent.Request request) {
        return new LifeOrder(last, Optional.of(request), retiredAt);
    }
}
