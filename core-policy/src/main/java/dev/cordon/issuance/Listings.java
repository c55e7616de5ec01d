package dev.cordon.issuance;

import dev.cordon.ledger.LedgerEntry.Listing;
import dev.cordon.ledger.LedgerEntry.Party;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.Signer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the ledger keeps of a token, so that its status can be told without it. */
final class Listings {

    private Listings() {}

    static Listing of(StatusPlaces.Place place, Signer signer, SegmentTokenRequest wanted, Instant now) {
        SegmentTokenRequest.Chain chain = wanted.chain();
        List<ServiceName> actors = chain.actors();
        List<Long> earlier = chain.issuedAt();
        Map<ServiceName, Long> since = new LinkedHashMap<>();
        since.put(wanted.caller(), now.getEpochSecond());
        since.putIfAbsent(chain.origin(), now.getEpochSecond());
        actors.forEach(actor -> since.putIfAbsent(actor, now.getEpochSecond()));
        for (int i = 0; i < earlier.size(); i++) {
            // the first actor is the caller itself, whose token is this one
            since.merge(i + 1 < actors.size() ? actors.get(i + 1) : chain.origin(), earlier.get(i), Math::min);
        }
        List<Party> parties = since.entrySet().stream()
                .map(one -> new Party(one.getKey(), one.getValue()))
                .toList();
        return new Listing(place.list(), place.index(), signer.keyId(), parties);
    }
}
