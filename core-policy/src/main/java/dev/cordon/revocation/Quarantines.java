package dev.cordon.revocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Until when segments and services are cut off. Where several quarantines close one direction, the last to end counts.
 * Each holds {@link RevocationList#LEEWAY} longer than it says, and kills what was issued so much after its end: a
 * clock that is ahead must not end it early. Immutable.
 */
public final class Quarantines {

    private final Ends inbound = new Ends();
    private final Ends outbound = new Ends();

    /** When each zone opens again, by its name. */
    private static final class Ends {

        private final Map<String, Long> ofSegments = new HashMap<>();
        /** Those that hold whom nobody has noted. */
        private final Map<String, Long> unnoted = new HashMap<>();

        private final Map<String, Long> ofServices = new HashMap<>();

        void add(Revocation.Quarantine quarantine) {
            if (quarantine.zone() instanceof Zone.OfSegment zone) {
                add(ofSegments, zone.segment().text(), quarantine);
                if (quarantine.held().isEmpty()) {
                    add(unnoted, zone.segment().text(), quarantine);
                }
            } else if (quarantine.zone() instanceof Zone.OfService zone) {
                add(ofServices, zone.service().text(), quarantine);
            }
            quarantine.held().orElse(Set.of()).forEach(service -> add(ofServices, service.text(), quarantine));
        }

        private static void add(Map<String, Long> ends, String name, Revocation.Quarantine quarantine) {
            ends.merge(name, quarantine.until(), Math::max);
        }

        boolean close(String service, String segment, long now) {
            return isBefore(ofServices, service, now) || isBefore(ofSegments, segment, now);
        }

        boolean kill(String service, String segment, long issuedAt) {
            return isBefore(ofServices, service, issuedAt) || isBefore(unnoted, segment, issuedAt);
        }

        private static boolean isBefore(Map<String, Long> ends, String name, long second) {
            Long end = ends.get(name);
            return end != null && second < end + RevocationList.LEEWAY;
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
     * Whether a service can't be called at that second.
     *
     * @param segment the service's segment
     * @param now in seconds since the epoch
     */
    public boolean closeInbound(String service, String segment, long now) {
        return inbound.close(service, segment, now);
    }

    /**
     * Whether a service can't call, and takes no part in a chain, at that second.
     *
     * @param segment the service's segment
     * @param now in seconds since the epoch
     */
    public boolean closeOutbound(String service, String segment, long now) {
        return outbound.close(service, segment, now);
    }

    /**
     * Whether a token for a service is dead, for ever. Of a segment's quarantine that counts for the services that it
     * holds; only where nobody noted those, for the services that are in the segment now.
     *
     * @param segment the service's segment
     * @param issuedAt when the token was issued, in seconds since the epoch
     */
    public boolean killInbound(String service, String segment, long issuedAt) {
        return inbound.kill(service, segment, issuedAt);
    }

    /**
     * Whether what a service was issued is dead, for ever; for the same services as {@link #killInbound}.
     *
     * @param segment the service's segment
     * @param issuedAt when the service was issued it, in seconds since the epoch
     */
    public boolean killOutbound(String service, String segment, long issuedAt) {
        return outbound.kill(service, segment, issuedAt);
    }
}
