package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.administration.KeyRotation;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.issuance.SigningKeys.ScheduledKey;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.token.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The issuer's signing keys; of each only what is public. */
final class KeyOperations {

    private final KeyRotation rotation;
    private final AdminSettings settings;

    KeyOperations(AdministeredStores store, AdminSettings settings) {
        this.settings = settings;
        this.rotation = new KeyRotation(
                store.signingKeys(),
                store.revocations(),
                settings.schedule(),
                () -> SigningKey.generate(SignatureAlgorithm.ES256, settings.random()));
    }

    Json.Members show(Json.Members members) throws SigningKeyStoreUnavailableException {
        Arguments.of(members);
        return json(rotation.read()).build();
    }

    Json.Members rotate(Json.Members members)
            throws AdministrationRefusedException, SigningKeyStoreUnavailableException {
        Arguments.of(members);
        return json(rotation.rotate(settings.clock().instant())).build();
    }

    /** Revoked under a wrong name of their issuer, stolen keys would be good on. */
    Json.Members replace(Json.Members members)
            throws AdministrationRefusedException, SigningKeyStoreUnavailableException,
                    RevocationStoreUnavailableException {
        IssuerName named = new IssuerName(Arguments.of(members, "issuer").text("issuer"));
        Optional<IssuerName> known = settings.issuer().filter(own -> !own.equals(named));
        if (known.isPresent()) {
            throw new IllegalArgumentException(
                    "these are the keys of issuer `" + known.get() + "`, not of `" + named + "`");
        }
        KeyRotation.Emergency done = rotation.replaceAll(named, settings.clock().instant());
        return json(done.keys()).put("revoked", Json.texts(done.revoked())).build();
    }

    private JsonObjectBuilder json(SigningKeys keys) {
        Optional<String> signing = rotation.signing(keys, settings.clock().instant());
        List<Json> items = new ArrayList<>();
        for (ScheduledKey one : keys.keys()) {
            items.add(Json.object()
                    .put("kid", one.key().keyId())
                    .put("alg", one.key().algorithm().toString())
                    .put("published", one.publishedAt().toString())
                    .put("from", one.signsFrom().toString())
                    .put("until", one.signsUntil().map(time -> Json.of(time.toString())))
                    .put("signs", signing.filter(one.key().keyId()::equals).isPresent())
                    .build());
        }
        return Json.object().put("keys", Json.array(items)).put("revision", keys.revision());
    }
}
