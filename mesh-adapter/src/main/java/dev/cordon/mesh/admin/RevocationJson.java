package dev.cordon.mesh.admin;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import java.time.Instant;
import java.util.Locale;

/** Revocations as operators are told of them. */
final class RevocationJson {

    private RevocationJson() {}

    static JsonObjectBuilder of(Revocation revocation) {
        JsonObjectBuilder json = Json.object();
        if (revocation instanceof Revocation.OfToken token) {
            return json.put("kind", "token")
                    .put("issuer", token.issuer().text())
                    .put("id", token.id());
        } else if (revocation instanceof Revocation.OfChain chain) {
            return json.put("kind", "chain").put("transaction", chain.transaction());
        } else if (revocation instanceof Revocation.OfGeneration one) {
            return json.put("kind", "generation")
                    .put("service", one.service().text())
                    .put("generation", one.generation());
        } else if (revocation instanceof Revocation.IssuedBefore cut) {
            return json.put("kind", cut.credentials() ? "held-before" : "issued-before")
                    .put("service", cut.service().text())
                    .put("second", cut.second());
        } else if (revocation instanceof Revocation.OfService service) {
            return json.put("kind", "service").put("service", service.service().text());
        } else if (revocation instanceof Revocation.Quarantine quarantine) {
            return of(quarantine);
        } else if (revocation instanceof Revocation.Epoch start) {
            return json.put("kind", "epoch").put("second", start.second());
        }
        Revocation.OfKey key = (Revocation.OfKey) revocation;
        return json.put("kind", "key").put("issuer", key.issuer().text()).put("id", key.keyId());
    }

    private static JsonObjectBuilder of(Revocation.Quarantine quarantine) {
        JsonObjectBuilder json = Json.object().put("kind", "quarantine");
        if (quarantine.zone() instanceof Zone.OfSegment zone) {
            json.put("segment", zone.segment().text());
        } else if (quarantine.zone() instanceof Zone.OfService zone) {
            json.put("service", zone.service().text());
        }
        return json.put("direction", quarantine.direction().name().toLowerCase(Locale.ROOT))
                .put("ends", Instant.ofEpochSecond(quarantine.until()).toString())
                .put("reason", quarantine.reason());
    }
}
