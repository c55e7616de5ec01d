package dev.cordon.token;

import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Party;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes any token, sound or not, and the ring that trusts two issuers: `cordon` (segment) and `idp` (external). */
final class Forge {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String ISS = "https://tokens.shop.example";
    static final String IDP = "https://idp.example";

    static final SigningKey ES = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    static final SigningKey ED = SigningKey.generate(SignatureAlgorithm.EDDSA, new SecureRandom());
    static final SigningKey RS = SigningKey.generate(SignatureAlgorithm.RS256, new SecureRandom());
    static final SigningKey STRANGER = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    static final KeyRing RING = ring();

    private static final TokenVerifier VERIFIER = new TokenVerifier();

    private Forge() {}

    private static KeyRing ring() {
        try {
            List<SignatureAlgorithm> curves = List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA);
            // the RSA key is there and its algorithm is not allowed: an issuer in the middle of a change
            return KeyRing.of(
                    List.of(
                            issuer("cordon", ISS, TokenKind.SEGMENT, curves),
                            issuer("idp", IDP, TokenKind.EXTERNAL, List.of(SignatureAlgorithm.RS256))),
                    Map.of(
                            new IssuerName("cordon"),
                            ES.publicKeys().and(ED.publicKeys()).and(RS.publicKeys()),
                            new IssuerName("idp"),
                            RS.publicKeys().and(STRANGER.publicKeys())));
        } catch (InvalidKeyFileException e) {
            throw new AssertionError(e);
        }
    }

    static Issuer issuer(String name, String iss, TokenKind kind, List<SignatureAlgorithm> algorithms) {
        return new Issuer(
                new IssuerName(name), iss, kind, algorithms, List.of(new Party.OfService(new ServiceName("web-bff"))));
    }

    static Map<String, Object> header(Signer key) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", key.algorithm().toString());
        header.put("kid", key.keyId());
        header.put("typ", "at+jwt");
        return header;
    }

    /** The claims of a sound segment token. */
    static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISS);
        claims.put("jti", "a-token");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 300);
        claims.put("client_id", "web-bff");
        claims.put("sub", "web-bff");
        claims.put("aud", "orders-api");
        claims.put("txn", "a-chain");
        claims.put("cordon", Map.of("purpose", "checkout", "gen", 3));
        return claims;
    }

    /** The claims of a sound token of the external issuer. */
    static Map<String, Object> externalClaims() {
        Map<String, Object> claims = claims();
        claims.put("iss", IDP);
        claims.put("sub", "alice");
        claims.remove("txn");
        claims.remove("cordon");
        return claims;
    }

    /** Copies and changes: a null value takes the member out. */
    static Map<String, Object> with(Map<String, Object> members, String name, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    static String token() {
        return sign(header(ES), claims(), ES);
    }

    static String sign(Map<String, ?> header, Map<String, ?> claims, Signer key) {
        return signText(text(header), text(claims), key);
    }

    static String text(Map<String, ?> object) {
        return new String(Json.write(object), StandardCharsets.UTF_8);
    }

    static String signText(String header, String payload, Signer key) {
        String input = part(header) + "." + part(payload);
        try {
            return input + "." + Base64Url.encode(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (SignerUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    static String part(String json) {
        return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    static TokenCheck verify(String compact) {
        return VERIFIER.verify(PresentedToken.bearer(compact), RING);
    }

    static List<TokenDefect> defects(String compact) {
        List<TokenDefect> defects = new ArrayList<>();
        if (verify(compact) instanceof TokenCheck.Rejected rejected) {
            defects.add(rejected.defect());
        }
        return defects;
    }

    static VerifiedToken verified(Map<String, ?> claims, SigningKey key) {
        if (verify(sign(header(key), claims, key)) instanceof TokenCheck.Verified verified) {
            return verified.token();
        }
        throw new AssertionError("refused: " + claims + " " + verify(sign(header(key), claims, key)));
    }
}
