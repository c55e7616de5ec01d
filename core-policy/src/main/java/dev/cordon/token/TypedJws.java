package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signed statements in the compact form (RFC 7515 §3.1) that are of one declared type and mean nothing as any other, by
 * keys that are pinned.
 */
public final class TypedJws {

    /** The longest statement that is looked at, in characters. */
    private static final int LONGEST = 2 * 1024 * 1024;

    /** Exactly these, for anything else in a header may change what is signed or by which key. */
    private static final List<String> HEADER = List.of("alg", "kid", "typ");

    /** The outcome of opening one. */
    public sealed interface Opened {

        /** The signature holds: strings, longs, booleans, lists and maps, by their names. */
        record Claims(Map<String, Object> claims) implements Opened {}

        /** It does not count. */
        record Refused(TokenDefect defect) implements Opened {}
    }

    private TypedJws() {}

    /**
     * Signs claims.
     *
     * @param type the {@code typ} of the header (RFC 8725 §3.11)
     * @throws SignerUnavailableException where the key can't be used now
     */
    public static String sign(String type, Map<String, ?> claims, Signer signer) throws SignerUnavailableException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", signer.algorithm().toString());
        header.put("kid", signer.keyId());
        header.put("typ", type);
        return CompactJws.sign(header, claims, signer);
    }

    /**
     * Verifies type and signature. Never throws, whatever the text.
     *
     * @param type the {@code typ} that the header must have, exactly
     * @param pinned the only keys that count, each for its own algorithm
     */
    public static Opened open(String type, String compact, JsonWebKeys pinned, SignatureProvider provider) {
        return open(type, CompactJws.read(compact), pinned, provider);
    }

    /** The same of a statement that may be long: other than a token, nobody shows one with every call. */
    public static Opened openLong(String type, String compact, JsonWebKeys pinned, SignatureProvider provider) {
        return open(type, CompactJws.read(compact, LONGEST), pinned, provider);
    }

    private static Opened open(String type, @Nullable CompactJws read, JsonWebKeys pinned, SignatureProvider provider) {
        if (read == null) {
            return new Opened.Refused(TokenDefect.MALFORMED);
        }
        if (!type.equals(read.header.anyText("typ"))
                || !HEADER.containsAll(read.header.members().keySet())) {
            return new Opened.Refused(TokenDefect.TYPE);
        }
        String name = read.header.anyText("alg");
        Optional<SignatureAlgorithm> algorithm = name == null ? Optional.empty() : SignatureAlgorithm.of(name);
        if (algorithm.isEmpty()) {
            return new Opened.Refused(TokenDefect.ALGORITHM);
        }
        String keyId = read.header.anyText("kid");
        PublicJwk key = keyId == null ? null : pinned.key(keyId);
        if (key == null || key.algorithm != algorithm.get()) {
            return new Opened.Refused(TokenDefect.KEY);
        }
        return key.check(provider).holds(read.signature, read.signed)
                ? new Opened.Claims(Collections.unmodifiableMap(read.payload.members()))
                : new Opened.Refused(TokenDefect.SIGNATURE);
    }
}
