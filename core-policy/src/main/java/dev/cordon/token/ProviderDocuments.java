package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what external issuers publish. Unlike the files of an enforcement point, theirs hold whatever they like beside
 * what counts here; that is passed over.
 */
public final class ProviderDocuments {

    /** The longest document, in bytes. */
    public static final int LONGEST = 256 * 1024;

    private static final int MOST_KEYS = 100;
    private static final int DEEPEST = 10;

    private ProviderDocuments() {}

    /**
     * The keys of a JWKS document (RFC 7517 §5) that tokens of such algorithms may be verified with. Passed over are
     * keys for anything else, weak ones, those without {@code kid}, and all of a {@code kid} that several usable keys
     * have: which one is meant can't be told. A key without {@code alg} is for the one algorithm that its kind has
     * here.
     *
     * @throws InvalidKeyFileException where it is none, holds a private or symmetric key, or no usable one
     */
    public static JsonWebKeys keys(byte[] json, List<SignatureAlgorithm> algorithms) throws InvalidKeyFileException {
        Map<String, Object> document = object(json, "the document of keys");
        if (!(document.get("keys") instanceof List<?> entries) || entries.size() > MOST_KEYS) {
            throw new InvalidKeyFileException("`keys` must be an array of at most " + MOST_KEYS + " keys");
        }
        SortedMap<String, PublicJwk> usable = new TreeMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (Object entry : entries) {
            Optional<PublicJwk> key = key(entry, algorithms);
            if (key.isPresent() && usable.putIfAbsent(key.get().keyId, key.get()) != null) {
                ambiguous.add(key.get().keyId);
            }
        }
        usable.keySet().removeAll(ambiguous);
        if (usable.isEmpty()) {
            throw new InvalidKeyFileException("the document has no usable key for " + algorithms);
        }
        return JsonWebKeys.of(usable);
    }

    /**
     * The {@code jwks_uri} of a discovery document (OpenID Connect Discovery 1.0 §3).
     *
     * @param issuer what its {@code issuer} must be exactly (§4.3): whoever answers must not speak for another
     * @throws InvalidKeyFileException where it is none, or that of another issuer
     */
    public static String jwksUri(byte[] json, String issuer) throws InvalidKeyFileException {
        Map<String, Object> document = object(json, "the discovery document");
        if (!issuer.equals(document.get("issuer"))) {
            throw new InvalidKeyFileException(
                    "the discovery document is not that of `" + issuer + "`: its `issuer` is another");
        }
        if (!(document.get("jwks_uri") instanceof String uri)) {
            throw new InvalidKeyFileException("the discovery document has no `jwks_uri`");
        }
        return uri;
    }

    private static Map<String, Object> object(byte[] json, String what) throws InvalidKeyFileException {
        Map<String, Object> document = json.length > LONGEST ? null : Json.object(json, DEEPEST);
        if (document == null) {
            throw new InvalidKeyFileException(
                    what + " is no JSON object of at most 256 KiB that names each member once");
        }
        return document;
    }

    /** A key as far as it is of use; a secret in it, whatever its use, spoils the document. */
    private static Optional<PublicJwk> key(Object entry, List<SignatureAlgorithm> algorithms)
            throws InvalidKeyFileException {
        if (!(entry instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        if ("oct".equals(map.get("kty")) || JwkForm.SECRETS.stream().anyMatch(map::containsKey)) {
            throw new InvalidKeyFileException("the document holds a secret: its keys are not to be trusted any more");
        }
        @SuppressWarnings("unchecked") // the only maps are those that Json made
        Map<String, Object> jwk = (Map<String, Object>) map;
        Optional<SignatureAlgorithm> algorithm = algorithm(jwk).filter(algorithms::contains);
        if (algorithm.isEmpty() || !(jwk.get("kid") instanceof String keyId) || !PublicJwk.isKeyId(keyId)) {
            return Optional.empty();
        }
        try {
            JsonWebKeys.requireUse(jwk, "verify", "the key");
            return Optional.of(PublicJwk.of(jwk, algorithm.get(), keyId));
        } catch (InvalidKeyFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<SignatureAlgorithm> algorithm(Map<String, Object> jwk) {
        Object kind = jwk.get("kty");
        if (jwk.containsKey("alg")) {
            return jwk.get("alg") instanceof String name ? SignatureAlgorithm.of(name) : Optional.empty();
        }
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(one -> switch (one) {
                    case ES256 -> "EC".equals(kind) && "P-256".equals(jwk.get("crv"));
                    case EDDSA -> "OKP".equals(kind) && "Ed25519".equals(jwk.get("crv"));
                    case RS256 -> "RSA".equals(kind);
                })
                .findFirst();
    }
}
