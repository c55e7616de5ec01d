package dev.cordon.mesh;

import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was promised of each token, reckoned in true time and without any of the code that keeps the promise. */
final class PromisedDeadlines {

    /** Beyond this nobody's clock and no leeway can matter. */
    private static final long SURELY = Duration.ofSeconds(12).toNanos();

    private final Map<String, String> segmentOf;
    private final List<Promise> promises = new ArrayList<>();

    /**
     * A token.
     *
     * @param parties who got a token in its chain, and when, in true time: its caller first
     * @param credential when the credential was made that its caller obtained it with
     */
    record Shown(
            String compact,
            String id,
            String transaction,
            String keyId,
            String target,
            List<Party> parties,
            long generation,
            long credential) {}

    /** Who got a token, and when. */
    record Party(String service, long issued) {}

    /** One revocation: asked for at one time, acknowledged at another or never. */
    private static final class Promise {
        final Revocation revocation;
        final long asked;
        final long acknowledged;
        /** From when on a quarantine's end counts; else for ever. */
        long end;
        /** Only tokens from before are promised dead: the store lost it then. */
        long lost = Long.MAX_VALUE;

        Promise(Revocation revocation, long asked, long acknowledged, long end) {
            this.revocation = revocation;
            this.asked = asked;
            this.acknowledged = acknowledged;
            this.end = end;
        }
    }

    PromisedDeadlines(Map<String, String> segmentOf) {
        this.segmentOf = segmentOf;
    }

    /**
     * A revocation was asked for.
     *
     * @param acknowledged when the store answered; the largest number for never
     * @param end when it ends, of a quarantine
     */
    void revoked(Revocation revocation, long asked, long acknowledged, long end) {
        promises.add(new Promise(revocation, asked, acknowledged, end));
    }

    /** A quarantine was ended early, or that was tried. */
    void ended(Zone zone, long now) {
        for (Promise promise : promises) {
            if (promise.revocation instanceof Revocation.Quarantine one
                    && one.zone().equals(zone)) {
                promise.end = Math.min(promise.end, now);
            }
        }
    }

    /** The store was restored: what was revoked since the backup is forgotten, but tokens from before are dead. */
    void restored(long backup, long now) {
        for (Promise promise : promises) {
            if (promise.asked >= backup) {
                promise.lost = Math.min(promise.lost, now);
            }
        }
        promises.add(new Promise(new Revocation.Epoch(0), now, now, Long.MAX_VALUE));
    }

    /** Since when a call with the token at that time must be denied, but for the way to enforcement points. */
    long deadSince(Shown token, long now) {
        return promises.stream()
                .filter(promise -> promise.acknowledged <= now && kills(promise, token, now))
                .mapToLong(promise -> promise.acknowledged)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Since when no token like this one may be issued, for quarantines in force; the largest number where it may. */
    long closedSince(Shown token, long now) {
        return promises.stream()
                .filter(promise -> promise.revocation instanceof Revocation.Quarantine
                        && promise.acknowledged <= now
                        && now <= promise.end
                        && kills(promise, token, now))
                .mapToLong(promise -> promise.acknowledged)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether nothing that was ever asked for could have to do with the token at that time. */
    boolean isUntouched(Shown token, long now) {
        return promises.stream().noneMatch(promise -> touches(promise, token, now));
    }

    private boolean kills(Promise promise, Shown token, long now) {
        long issued = token.parties().get(0).issued();
        if (issued > promise.lost) {
            return false;
        }
        Revocation revocation = promise.revocation;
        if (revocation instanceof Revocation.Quarantine one) {
            boolean inForce = now <= promise.end;
            return one.direction().closesInbound()
                            && isIn(one.zone(), token.target())
                            && (inForce || issued <= promise.end)
                    || one.direction().closesOutbound()
                            && token.parties().stream()
                                    .anyMatch(party -> isIn(one.zone(), party.service())
                                            && (inForce || party.issued() <= promise.end));
        } else if (revocation instanceof Revocation.IssuedBefore cut) {
            return token.parties().stream()
                    .anyMatch(party -> party.service().equals(cut.service().text()) && party.issued() <= promise.asked);
        } else if (revocation instanceof Revocation.Epoch) {
            return token.parties().stream().anyMatch(party -> party.issued() <= promise.asked);
        }
        return names(revocation, token);
    }

    private boolean touches(Promise promise, Shown token, long now) {
        Revocation revocation = promise.revocation;
        if (revocation instanceof Revocation.Quarantine one) {
            long over = promise.end == Long.MAX_VALUE ? promise.end : promise.end + SURELY;
            return now <= over && (isIn(one.zone(), token.target()) || takesPart(one.zone(), token, Long.MAX_VALUE))
                    || isIn(one.zone(), token.target())
                            && token.parties().get(0).issued() <= over
                    || takesPart(one.zone(), token, over);
        } else if (revocation instanceof Revocation.IssuedBefore cut) {
            return takesPart(new Zone.OfService(cut.service()), token, promise.asked + SURELY);
        } else if (revocation instanceof Revocation.Epoch) {
            return token.parties().stream().anyMatch(party -> party.issued() <= promise.asked + SURELY);
        }
        return names(revocation, token);
    }

    private boolean takesPart(Zone zone, Shown token, long issuedUntil) {
        return token.parties().stream().anyMatch(party -> isIn(zone, party.service()) && party.issued() <= issuedUntil);
    }

    private static boolean names(Revocation revocation, Shown token) {
        if (revocation instanceof Revocation.OfToken one) {
            return one.id().equals(token.id());
        } else if (revocation instanceof Revocation.OfChain one) {
            return one.transaction().equals(token.transaction());
        } else if (revocation instanceof Revocation.OfKey one) {
            return one.keyId().equals(token.keyId());
        } else if (revocation instanceof Revocation.OfGeneration one) {
            return one.service().text().equals(token.parties().get(0).service())
                    && one.generation() == token.generation();
        }
        ServiceName service = ((Revocation.OfService) revocation).service();
        return service.text().equals(token.target())
                || token.parties().stream().anyMatch(party -> party.service().equals(service.text()));
    }

    private boolean isIn(Zone zone, String service) {
        return zone.equals(new Zone.OfService(new ServiceName(service)))
                || zone.equals(new Zone.OfSegment(new SegmentName(String.valueOf(segmentOf.get(service)))));
    }
}
