package dev.cordon.token;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.SignatureAlgorithm;
import java.security.PublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One public key that is known to fit its algorithm. Immutable but for the check that it keeps. */
final class PublicJwk {

    private static final int LONGEST_ID = 128;

    final String keyId;
    final SignatureAlgorithm algorithm;
    final PublicKey key;
    final KeyThumbprint thumbprint;
    /** The members that make the key, in lexicographic order; nothing else. */
    final Map<String, Object> members;

    private final AtomicReference<@Nullable KeyCheck> lastCheck = new AtomicReference<>();

    private PublicJwk(String keyId, SignatureAlgorithm algorithm, PublicKey key, Map<String, Object> members) {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.key = key;
        this.members = Collections.unmodifiableMap(members);
        this.thumbprint = thumbprint(members);
    }

    /**
     * Reads a public key that someone else may have written.
     *
     * @param keyId its {@code kid}; empty for its thumbprint
     * @throws InvalidKeyFileException where it is none, or holds a secret
     */
    static PublicJwk of(Map<String, Object> jwk, SignatureAlgorithm algorithm, String keyId)
            throws InvalidKeyFileException {
        String who = keyId.isEmpty() ? "the key" : "key `" + keyId + "`";
        for (String secret : JwkForm.SECRETS) {
            if (jwk.containsKey(secret)) {
                throw new InvalidKeyFileException(who + " holds a secret: publish its public half only");
            }
        }
        return publicHalf(jwk, algorithm, keyId);
    }

    /** Reads the public half of a key that may have a private one. */
    static PublicJwk publicHalf(Map<String, Object> jwk, SignatureAlgorithm algorithm, String keyId)
            throws InvalidKeyFileException {
        String who = keyId.isEmpty() ? "the key" : "key `" + keyId + "`";
        PublicKey key = JwkForm.publicKey(jwk, algorithm, who);
        Map<String, Object> members = new TreeMap<>(jwk);
        members.keySet().retainAll(JwkForm.members(algorithm));
        String name = keyId.isEmpty() ? thumbprint(members).text() : keyId;
        return new PublicJwk(name, algorithm, key, members);
    }

    /**
     * The check by this key, kept for the provider that asked last: a process has one, and a check is costly to make.
     */
    KeyCheck check(SignatureProvider provider) {
        KeyCheck known = lastCheck.get();
        if (known == null || known.provider != provider) {
            known = new KeyCheck(key, algorithm, provider);
            lastCheck.set(known);
        }
        return known;
    }

    /** RFC 7638 §3: the hash of exactly the required members, in lexicographic order, without white space. */
    private static KeyThumbprint thumbprint(Map<String, Object> members) {
        return new KeyThumbprint(Base64Url.encode(TokenHash.sha256(Json.write(members))));
    }

    /** The {@code alg} of a key in a file. */
    static SignatureAlgorithm algorithm(Map<String, Object> jwk, String who) throws InvalidKeyFileException {
        if ("oct".equals(jwk.get("kty"))) {
            throw new InvalidKeyFileException(who + " is symmetric: whoever verifies could sign; use ES256");
        }
        Optional<SignatureAlgorithm> known =
                jwk.get("alg") instanceof String name ? SignatureAlgorithm.of(name) : Optional.empty();
        if (known.isEmpty()) {
            throw new InvalidKeyFileException(who + " needs `alg`: one of " + List.of(SignatureAlgorithm.values())
                    + ", others are not supported");
        }
        return known.get();
    }

    /** Whether {@code text} may be a {@code kid}. */
    static boolean isKeyId(String text) {
        return Fields.isName(text, LONGEST_ID);
    }

    /** The JWK that others may read (RFC 7517 §4), members in lexicographic order. */
    Map<String, Object> toMap() {
        Map<String, Object> jwk = new TreeMap<>(members);
        jwk.put("alg", algorithm.toString());
        jwk.put("kid", keyId);
        jwk.put("use", "sig");
        return jwk;
    }
}
