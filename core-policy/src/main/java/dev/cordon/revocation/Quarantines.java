package dev.cordon.revocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Until when segments and services are cut off. Where several quarantines close one direction, the last to end counts.
 * Each holds {@link RevocationList#LEEWAY} longer than it says, and kills what was issued so much after its end: a
 * clock that is ahead must not end it early. Immutable.
 */
public final class Quarantines {

    /** Before all times, and far from an overflow. */
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Ends inbound = new Ends();
    private final Ends outbound = new Ends();

    /** When each zone opens again, by its name. */
    private static final class Ends {

        private final Map<String, Long> ofSegments = new HashMap<>();
        private final Map<String, Long> ofServices = new HashMap<>();

        void add(Revocation.Quarantine quarantine) {
            if (quarantine.zone() instanceof Zone.OfSegment zone) {
                ofSegments.merge(zone.segment().text(), quarantine.until(), Math::max);
            } else if (quarantine.zone() instanceof Zone.OfService zone) {
                ofServices.merge(zone.service().text(), quarantine.until(), Math::max);
            }
        }

        boolean hold(String service, String segment, long second) {
            return second < end(service, segment) + RevocationList.LEEWAY;
        }

        private long end(String service, String segment) {
            Long own = ofServices.get(service);
            Long shared = ofSegments.get(segment);
            return Math.max(own == null ? NEVER : own, shared == null ? NEVER : shared);
        }
    }

    Quarantines(Collection<Revocation> entries) {
        for (Revocation entry : entries) {
            if (entry instanceof Revocation.Quarantine quarantine) {
                if (quarantine.direction().closesInbound()) {
                    inbound.add(quarantine);
                }
                if (quarantine.direction().closesOutbound()) {
                    outbound.add(quarantine);
                }
            }
        }
    }

    /**
     * Whether a service can't be called at that second; and, for ever, whether a token for it that was issued at that
     * second is dead.
     *
     * @param segment the service's segment
     * @param second since the epoch
     */
    public boolean closeInbound(String service, String segment, long second) {
        return inbound.hold(service, segment, second);
    }

    /**
     * Whether a service can't call, and takes no part in a chain, at that second; and, for ever, whether what it was
     * issued at that second is dead.
     *
     * @param segment the service's segment
     * @param second since the epoch
     */
    public boolean closeOutbound(String service, String segment, long second) {
        return outbound.hold(service, segment, second);
    }
}
