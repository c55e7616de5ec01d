package dev.cordon.analysis;

import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.ApiKeyText;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A key for each issuer that a rehearsal needs, made when it is first needed. */
final class RehearsalKeys {

    private final List<Issuer> issuers;
    private final SecureRandom random;
    private final Map<IssuerName, SigningKey> keys = new HashMap<>();
    private final KeyRing none;

    RehearsalKeys(Policy policy, SecureRandom random) {
        this.issuers = policy.issuers();
        this.random = random;
        this.none = KeyRing.of(issuers, Map.of());
    }

    SigningKey of(Issuer issuer) {
        return keys.computeIfAbsent(
                issuer.name(), name -> SigningKey.generate(issuer.algorithms().get(0), random));
    }

    /** A key of nobody's, for proofs of possession. */
    SigningKey fresh() {
        return SigningKey.generate(SignatureAlgorithm.ES256, random);
    }

    /** An API key of nobody's. */
    ApiKeyText apiKey() {
        return ApiKeyText.random(random);
    }

    /** The ring of the keys made so far. */
    KeyRing ring() {
        Map<IssuerName, JsonWebKeys> known = new HashMap<>();
        keys.forEach((name, key) -> known.put(name, key.publicKeys()));
        return KeyRing.of(issuers, known);
    }

    /** The ring without keys. */
    KeyRing none() {
        return none;
    }
}
