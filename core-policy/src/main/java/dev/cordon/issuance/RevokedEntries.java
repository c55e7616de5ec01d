package dev.cordon.issuance;

import dev.cordon.apikey.ApiKeys;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Snapshot;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.RevocationList;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tokens of the ledger are revoked, as an enforcement point finds from the tokens themselves. For one thread. */
final class RevokedEntries {

    private final RevocationList revocations;
    private final CompiledPolicy policy;
    private final ApiKeys apiKeys;
    private final long now;
    /** What the policy calls the issuer. */
    private final List<String> issuers;

    private final Map<ServiceName, String> segments = new HashMap<>();

    /** @param issuer the {@code iss} of the tokens */
    RevokedEntries(RevocationList revocations, Snapshot snapshot, String issuer, Instant now) {
        this.revocations = revocations;
        this.policy = snapshot.policy();
        this.apiKeys = snapshot.live().apiKeys();
        this.now = now.getEpochSecond();
        this.issuers = policy.source().issuers().stream()
                .filter(one -> one.issuer().equals(issuer))
                .map(Issuer::name)
                .map(IssuerName::text)
                .toList();
    }

    /** Whether an enforcement point would deny the token as revoked. */
    boolean has(LedgerEntry entry, LedgerEntry.Listing listing) {
        long issued = entry.issuedAt().getEpochSecond();
        return revocations.hasChain(entry.transaction())
                || issuers.stream()
                        .anyMatch(issuer ->
                                revocations.hasToken(issuer, entry.id()) || revocations.hasKey(issuer, listing.keyId()))
                || revocations.hasGeneration(entry.edge().caller().text(), entry.generation())
                || revocations.cutOffs().isBeforeEpoch(issued)
                || listing.parties().stream().anyMatch(party -> isBeforeEpoch(entry, party))
                || isLost(entry.edge().target(), issued)
                || listing.parties().stream().anyMatch(this::isLost);
    }

    private boolean isBeforeEpoch(LedgerEntry entry, LedgerEntry.Party party) {
        return revocations.cutOffs().isBeforeEpoch(party.since())
                && !apiKeys.begin(entry.transaction(), party.service().text(), party.since());
    }

    private boolean isLost(ServiceName target, long issued) {
        return revocations.hasService(target.text())
                || revocations.quarantines().killInbound(target.text(), segment(target), issued)
                || revocations.quarantines().closeInbound(target.text(), segment(target), now);
    }

    private boolean isLost(LedgerEntry.Party party) {
        ServiceName service = party.service();
        return revocations.hasService(service.text())
                || revocations.cutOffs().kills(service.text(), party.since())
                || revocations.quarantines().killOutbound(service.text(), segment(service), party.since())
                || revocations.quarantines().closeOutbound(service.text(), segment(service), now);
    }

    /** No segment is called like one that is none. */
    private String segment(ServiceName service) {
        return segments.computeIfAbsent(
                service,
                name -> policy.segmentOf(name).map(one -> one.name().text()).orElse(""));
    }
}
