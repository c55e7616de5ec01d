package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of public keys (RFC 7517 §5), each with {@code kid} and {@code alg}. Immutable. */
public final class JsonWebKeys {

    private static final int LONGEST = 256 * 1024;
    private static final int MOST_KEYS = 100;
    /** The set, its array, a key, an array in it such as {@code x5c}. */
    private static final int DEEPEST = 4;

    private final SortedMap<String, PublicJwk> byId;

    private JsonWebKeys(SortedMap<String, PublicJwk> byId) {
        this.byId = byId;
    }

    static JsonWebKeys of(PublicJwk key) {
        SortedMap<String, PublicJwk> one = new TreeMap<>();
        one.put(key.keyId, key);
        return new JsonWebKeys(one);
    }

    /** @param byId at least one key, each under its {@code kid} */
    static JsonWebKeys of(SortedMap<String, PublicJwk> byId) {
        return new JsonWebKeys(new TreeMap<>(byId));
    }

    /**
     * Reads a JWKS document, or a single public JWK, of up to 256 KiB and 100 keys. Members that are not about the key
     * itself, such as {@code x5c}, are not looked at.
     *
     * @throws InvalidKeyFileException where it is none, holds a private or symmetric key, or two keys of one
     *     {@code kid}, or a key that is not for ES256, EdDSA on Ed25519, or RS256 with 2048 bits or more
     */
    public static JsonWebKeys parse(String json) throws InvalidKeyFileException {
        Map<String, Object> document = read(json);
        SortedMap<String, PublicJwk> byId = new TreeMap<>();
        for (Object entry : entries(document)) {
            PublicJwk key = key(entry, byId.size() + 1);
            if (byId.put(key.keyId, key) != null) {
                throw twice(key.keyId);
            }
        }
        return new JsonWebKeys(byId);
    }

    /** Reads the object of a key file. */
    static Map<String, Object> read(String json) throws InvalidKeyFileException {
        if (json.length() > LONGEST) {
            throw new InvalidKeyFileException("the key file is too long: at most 256 KiB are read");
        }
        Map<String, Object> document = Json.object(json.getBytes(StandardCharsets.UTF_8), DEEPEST);
        if (document == null) {
            throw new InvalidKeyFileException(
                    "the key file is no JSON object, names a member twice, or is nested too deeply:"
                            + " write a JWK or a JWKS (RFC 7517)");
        }
        return document;
    }

    private static List<?> entries(Map<String, Object> document) throws InvalidKeyFileException {
        if (!document.containsKey("keys")) {
            return List.of(document);
        }
        if (!(document.get("keys") instanceof List<?> entries) || entries.isEmpty() || entries.size() > MOST_KEYS) {
            throw new InvalidKeyFileException("`keys` must be an array of 1 to " + MOST_KEYS + " keys");
        }
        return entries;
    }

    private static PublicJwk key(Object entry, int place) throws InvalidKeyFileException {
        String who = "key " + place;
        if (!(entry instanceof Map<?, ?> map)) {
            throw new InvalidKeyFileException(who + " is no JSON object: write a public JWK");
        }
        @SuppressWarnings("unchecked") // the only maps are those that Json made
        Map<String, Object> jwk = (Map<String, Object>) map;
        SignatureAlgorithm algorithm = PublicJwk.algorithm(jwk, who);
        if (!(jwk.get("kid") instanceof String keyId) || !PublicJwk.isKeyId(keyId)) {
            throw new InvalidKeyFileException(who + " needs `kid`: a name of 1 to 128 characters");
        }
        requireUse(jwk, "verify", "key `" + keyId + "`");
        return PublicJwk.of(jwk, algorithm, keyId);
    }

    /** RFC 7517 §4.2, §4.3: what a key says it is for, it is for. */
    static void requireUse(Map<String, Object> jwk, String operation, String who) throws InvalidKeyFileException {
        boolean signs = "sig".equals(jwk.getOrDefault("use", "sig"));
        boolean operates = !jwk.containsKey("key_ops")
                || jwk.get("key_ops") instanceof List<?> operations && operations.contains(operation);
        if (!signs || !operates) {
            throw new InvalidKeyFileException(
                    who + " is not for signatures by its `use` or `key_ops`: leave it out of this file");
        }
    }

    /**
     * These keys and others: the set to publish while one key replaces another.
     *
     * @throws InvalidKeyFileException where both have a key of one {@code kid}
     */
    public JsonWebKeys and(JsonWebKeys others) throws InvalidKeyFileException {
        SortedMap<String, PublicJwk> all = new TreeMap<>(byId);
        for (PublicJwk key : others.keys()) {
            if (all.put(key.keyId, key) != null) {
                throw twice(key.keyId);
            }
        }
        return new JsonWebKeys(all);
    }

    private static InvalidKeyFileException twice(String keyId) {
        return new InvalidKeyFileException("two keys have the `kid` `" + keyId + "`: give each its own");
    }

    /** The key of that {@code kid}, or null. */
    @Nullable
    PublicJwk key(String keyId) {
        return byId.get(keyId);
    }

    /** All keys in the order of their {@code kid}. */
    Collection<PublicJwk> keys() {
        return byId.values();
    }

    /** The JWKS document, keys in the order of their {@code kid}, members in lexicographic order. */
    public String toJson() {
        List<Map<String, Object>> keys =
                byId.values().stream().map(PublicJwk::toMap).toList();
        return new String(Json.write(Map.of("keys", keys)), StandardCharsets.UTF_8);
    }

    /** Two sets of the same keys under the same ids are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonWebKeys that && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return byId.keySet().hashCode();
    }

    /** Names the keys. */
    @Override
    public String toString() {
        return "keys " + byId.keySet();
    }
}
