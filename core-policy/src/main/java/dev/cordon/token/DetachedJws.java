package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JWS with detached, unencoded payload (RFC 7515 appendix F, RFC 7797): {@code header..signature}. */
public final class DetachedJws {

    private static final String SEPARATOR = "..";
    /** The header is one flat object; only {@code crit} is an array. */
    private static final int DEEPEST = 2;

    /** What a signer says by itself, and what leads to other keys or to another reading. */
    private static final List<String> RESERVED =
            List.of("alg", "kid", "typ", "b64", "crit", "cty", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "zip");

    private static final List<String> OWN = List.of("alg", "kid", "typ");

    private DetachedJws() {}

    /**
     * Signs a payload.
     *
     * @param type the {@code typ} of the header
     * @param parameters further header parameters: strings, longs
     * @return the compact form with an empty payload part
     * @throws SignerUnavailableException where the key can't be used now
     * @throws IllegalArgumentException where a parameter has a name that JOSE defines, or another kind of value
     */
    public static String sign(String type, Map<String, Object> parameters, byte[] payload, Signer signer)
            throws SignerUnavailableException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", signer.algorithm().toString());
        header.put("b64", false);
        header.put("crit", List.of("b64"));
        header.put("kid", signer.keyId());
        header.put("typ", type);
        parameters.forEach((name, value) -> {
            if (RESERVED.contains(name) || !isPlain(value)) {
                throw new IllegalArgumentException("header parameter `" + name + "` must be a string or a whole number"
                        + " and have a name that JOSE does not define");
            }
            header.put(name, value);
        });
        String encoded = Base64Url.encode(Json.write(header));
        byte[] head = ascii(encoded + ".");
        byte[] input = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, input, head.length, payload.length);
        return encoded + SEPARATOR + CompactJws.signature(signer, input);
    }

    /**
     * Verifies a detached signature. Never throws, whatever the text.
     *
     * @param type the {@code typ} that the header must have, exactly
     * @param pinned the only keys that count; nothing in the header leads to another
     * @return the header's parameters but for {@code b64} and {@code crit}: strings and longs; or empty where the
     *     signature does not hold for this payload and type
     */
    public static Optional<Map<String, Object>> verify(
            String type, String compact, byte[] payload, JsonWebKeys pinned) {
        int dots = compact.indexOf(SEPARATOR);
        if (compact.length() > CompactJws.LONGEST || dots < 0) {
            return Optional.empty();
        }
        String encoded = compact.substring(0, dots);
        byte[] json = Base64Url.decode(encoded);
        byte[] signature = Base64Url.decode(compact.substring(dots + SEPARATOR.length()));
        Map<String, Object> header = json == null ? null : Json.object(json, DEEPEST);
        if (header == null || signature == null || !isOurs(header, type)) {
            return Optional.empty();
        }
        PublicJwk key = key(new Fields(header), pinned);
        if (key == null) {
            return Optional.empty();
        }
        KeyCheck check = new KeyCheck(key.key, key.algorithm, SignatureProvider.jdk());
        if (!check.holds(signature, ascii(encoded + "."), payload)) {
            return Optional.empty();
        }
        header.keySet().removeAll(List.of("b64", "crit"));
        return Optional.of(Collections.unmodifiableMap(header));
    }

    private static boolean isOurs(Map<String, Object> header, String type) {
        boolean unencoded =
                Boolean.FALSE.equals(header.get("b64")) && List.of("b64").equals(header.get("crit"));
        return unencoded
                && type.equals(header.get("typ"))
                && header.entrySet().stream()
                        .filter(entry ->
                                !entry.getKey().equals("b64") && !entry.getKey().equals("crit"))
                        .allMatch(entry -> isPlain(entry.getValue())
                                && (OWN.contains(entry.getKey()) || !RESERVED.contains(entry.getKey())));
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Long;
    }

    private static @Nullable PublicJwk key(Fields header, JsonWebKeys pinned) {
        String keyId = header.anyText("kid");
        String name = header.anyText("alg");
        PublicJwk key = keyId == null ? null : pinned.key(keyId);
        boolean fits = key != null
                && name != null
                && SignatureAlgorithm.of(name).filter(key.algorithm::equals).isPresent();
        return fits ? key : null;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
