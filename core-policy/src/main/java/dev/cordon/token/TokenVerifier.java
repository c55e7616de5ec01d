package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenPart;
import java.util.List;
import java.util.Optional;

/** Verifies tokens against a key ring (RFC 7515, RFC 8725, RFC 9068). Safe for use by many threads. */
public final class TokenVerifier {

    /** RFC 9068 §2.1: both spellings of the media type, compared without regard to ASCII case (RFC 7515 §4.1.9). */
    private static final List<String> TYPES = List.of("at+jwt", "application/at+jwt");

    /**
     * A header with any of these is refused rather than ignored: keys are pinned, so what leads to another key is an
     * attack or a misunderstanding; {@code crit} and {@code b64} change what is signed.
     */
    private static final List<String> REFUSED = List.of("crit", "b64", "jwk", "jku", "x5u", "x5c");

    private final SignatureProvider provider;

    /** A verifier that uses the Java runtime's cryptography. */
    public TokenVerifier() {
        this(SignatureProvider.jdk());
    }

    /** A verifier that uses this provider. */
    public TokenVerifier(SignatureProvider provider) {
        this.provider = provider;
    }

    /**
     * Checks all that does not depend on the time and the call, in the order of {@link TokenDefect}. Never throws,
     * whatever the text.
     */
    public TokenCheck verify(PresentedToken presented, KeyRing keys) {
        VerifiedToken known = presented.alreadyVerified();
        if (known != null) {
            return new TokenCheck.Verified(known);
        }
        CompactJws token = CompactJws.read(presented.reveal());
        if (token == null) {
            return new TokenCheck.Rejected(TokenDefect.MALFORMED);
        }
        String iss = token.payload.anyText("iss");
        KeyRing.Trusted issuer = iss == null ? null : keys.issuer(iss);
        boolean untyped = issuer != null && issuer.claims().goesWithout(TokenPart.TYP);
        if (REFUSED.stream().anyMatch(token.header::has) || !isAccessToken(token.header, untyped)) {
            return new TokenCheck.Rejected(TokenDefect.TYPE);
        }
        return issuer == null ? new TokenCheck.Rejected(TokenDefect.ISSUER) : verify(token, issuer);
    }

    private TokenCheck verify(CompactJws token, KeyRing.Trusted issuer) {
        String name = token.header.anyText("alg");
        Optional<SignatureAlgorithm> algorithm = name == null ? Optional.empty() : SignatureAlgorithm.of(name);
        if (algorithm.isEmpty() || !issuer.algorithms().contains(algorithm.get())) {
            return new TokenCheck.Rejected(TokenDefect.ALGORITHM);
        }
        String keyId = token.header.anyText("kid");
        PublicJwk key = keyId == null ? null : issuer.key(keyId, algorithm.get());
        if (key == null) {
            return new TokenCheck.Rejected(TokenDefect.KEY);
        }
        if (!key.check(provider).holds(token.signature, token.signed)) {
            return new TokenCheck.Rejected(TokenDefect.SIGNATURE);
        }
        try {
            return new TokenCheck.Verified(new VerifiedToken(ClaimsReader.read(token, issuer, key.keyId)));
        } catch (OddClaimException e) {
            return new TokenCheck.Rejected(TokenDefect.CLAIMS);
        }
    }

    /** @param untyped whether it may say no more than that it is a JWT, or nothing */
    private static boolean isAccessToken(Fields header, boolean untyped) {
        if (untyped && !header.has("typ")) {
            return true;
        }
        String type = header.anyText("typ");
        String folded = type == null ? "" : asciiLowercase(type);
        return TYPES.contains(folded) || untyped && folded.equals("jwt");
    }

    /** Unlike the JDK's folding, leaves letters beyond ASCII as they are, some of which it would fold into ASCII. */
    private static String asciiLowercase(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }
}
