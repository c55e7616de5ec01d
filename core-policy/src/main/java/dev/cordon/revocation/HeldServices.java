package dev.cordon.revocation;

import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation.Quarantine;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Notes in the entries of quarantined segments which services they hold: who was in the segment while it lasted stays
 * held by it, wherever a later policy puts the service, and whoever comes when it is over is not. To be asked by
 * whoever has both the policy and the store, before a policy or a list is first used. Safe for use by many threads,
 * also of several processes; blocks as long as its store does.
 */
public final class HeldServices {

    private final RevocationStore revocations;

    /** Of the quarantines in this store. */
    public HeldServices(RevocationStore revocations) {
        this.revocations = revocations;
    }

    /**
     * What is revoked, once all is noted. A quarantine of which nothing was noted yet gets its services though it may
     * be over: nobody could note them before.
     *
     * @param policies those in use: when one takes another's place, both
     * @throws RevocationStoreUnavailableException where that can't be known, or not be noted
     */
    public RevocationList read(Collection<Policy> policies, Instant now) throws RevocationStoreUnavailableException {
        RevocationList list = revocations.read();
        while (note(list, policies, now.getEpochSecond())) {
            list = revocations.read();
        }
        return list;
    }

    /** Whether there was anything to note. An entry that somebody else replaces meanwhile is looked at again. */
    private boolean note(RevocationList list, Collection<Policy> policies, long now)
            throws RevocationStoreUnavailableException {
        boolean noted = false;
        for (Revocation entry : list.entries()) {
            if (entry instanceof Quarantine quarantine
                    && quarantine.zone() instanceof Zone.OfSegment zone
                    && (quarantine.held().isEmpty() || now < quarantine.until() + RevocationList.LEEWAY)) {
                Quarantine whole = quarantine.holding(services(zone, policies));
                if (!whole.equals(quarantine)) {
                    boolean unused = revocations.replace(quarantine, Optional.of(RevocationEntry.forEver(whole)));
                    noted = true;
                }
            }
        }
        return noted;
    }

    private static Set<ServiceName> services(Zone.OfSegment zone, Collection<Policy> policies) {
        Set<ServiceName> services = new HashSet<>();
        for (Policy policy : policies) {
            for (Service service : policy.services()) {
                if (service.segment().equals(zone.segment())) {
                    services.add(service.name());
                }
            }
        }
        return services;
    }
}
