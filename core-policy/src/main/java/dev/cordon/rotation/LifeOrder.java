package dev.cordon.rotation;

import dev.cordon.revocation.RevocationList;
import java.time.Instant;
import java.util.Optional;

/**
 * What came last for a service's credential, each for itself: what is heard of first must not hide something earlier
 * that is only heard of afterwards. Immutable.
 *
 * @param last the latest deploy or retirement; one that happened earlier counts no more
 * @param back the latest way back to the revision before; a deploy that happened earlier needs nothing any more
 * @param asked the latest that was asked for, by somebody or by its age; it must not outdo what happens to the service
 *     and is only heard of later
 * @param retiredAt since when the service is no more; empty where it lives
 */
public record LifeOrder(
        Optional<LifeEvent.Request> last,
        Optional<LifeEvent.Request> back,
        Optional<LifeEvent.Request> asked,
        Optional<Instant> retiredAt) {

    /** Nothing came yet. */
    static final LifeOrder NONE = new LifeOrder(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static boolean isLater(LifeEvent.Request request, Optional<LifeEvent.Request> than) {
        return than.filter(known -> known.compareTo(request) >= 0).isEmpty();
    }

    /** Whether a deploy or retirement is later than all of these. */
    boolean isNews(LifeEvent.Request request) {
        return isLater(request, last);
    }

    /** Whether the service lives, and went back at that time or later. */
    boolean isTakenBack(LifeEvent.Request request) {
        return retiredAt.isEmpty() && !isLater(request, back);
    }

    /** Whether that is asked for a service that lives, and not a second time. */
    boolean isAsked(LifeEvent.Request request) {
        return retiredAt.isEmpty() && isLater(request, asked);
    }

    /**
     * From when on the service may be given something: what it had before its retirement ends, and what it is given in
     * the leeway of that would end with it.
     */
    Instant opened(Instant now) {
        return retiredAt
                .map(at -> at.plusSeconds(RevocationList.LEEWAY))
                .filter(now::isBefore)
                .orElse(now);
    }

    LifeOrder deployed(LifeEvent.Request request) {
        return new LifeOrder(Optional.of(request), back, asked, Optional.empty());
    }

    LifeOrder retired(LifeEvent.Request request, Instant at) {
        return new LifeOrder(Optional.of(request), back, asked, Optional.of(at));
    }

    LifeOrder rolledBack(LifeEvent.Request request) {
        return new LifeOrder(last, Optional.of(request), asked, retiredAt);
    }

    LifeOrder asked(LifeEvent.Request request) {
        return new LifeOrder(last, back, Optional.of(request), retiredAt);
    }
}
