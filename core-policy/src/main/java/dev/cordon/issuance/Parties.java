package dev.cordon.issuance;

import dev.cordon.credential.Credential;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.RevocationList;
import java.time.Instant;
import java.util.Optional;

/** Which services may have or be given anything now, by what is revoked. All of them are of the policy. Immutable. */
final class Parties {

    private final Snapshot snapshot;
    private final RevocationList revoked;
    private final long now;

    Parties(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.revoked = snapshot.live().revocations();
        this.now = now.getEpochSecond();
    }

    /** Why a service may not call, act in a chain or ask for anything; empty where it may. */
    Optional<String> whyNotCaller(ServiceName service) {
        if (snapshot.live().registry().isRetired(service.text())) {
            return retired(service);
        }
        if (revoked.hasService(service.text())) {
            return Optional.of("service `" + service + "` is revoked");
        }
        return revoked.quarantines().closeOutbound(service.text(), segment(service), now)
                ? Optional.of("service `" + service + "` is in quarantine, or its segment")
                : Optional.empty();
    }

    /** Why nothing may be given out for calls to a service; empty where it may. */
    Optional<String> whyNotTarget(ServiceName service) {
        if (snapshot.live().registry().isRetired(service.text())) {
            return retired(service);
        }
        if (revoked.hasService(service.text())) {
            return Optional.of("service `" + service + "` is revoked");
        }
        return revoked.quarantines().closeInbound(service.text(), segment(service), now)
                ? Optional.of("service `" + service + "` is in quarantine, or its segment")
                : Optional.empty();
    }

    private static Optional<String> retired(ServiceName service) {
        return Optional.of("service `" + service + "` is retired");
    }

    /** Whether what a service is given now is dead for a cut-off a moment ago. */
    boolean areCutOff(ServiceName service) {
        return revoked.cutOffs().kills(service.text(), now) || revoked.cutOffs().isBeforeEpoch(now);
    }

    /** Whether a credential is dead, whatever its own state says. */
    boolean haveLost(Credential credential) {
        ServiceName service = credential.service();
        long created = credential.terms().createdAt().getEpochSecond();
        return revoked.hasGeneration(service.text(), credential.generation())
                || revoked.cutOffs().killsCredential(service.text(), created)
                || revoked.quarantines().killOutbound(service.text(), segment(service), created);
    }

    private String segment(ServiceName service) {
        return snapshot.policy().segmentOf(service).orElseThrow().name().text();
    }
}
