package dev.cordon.token;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.SignatureAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks DPoP proofs (RFC 9449 §4.3). Safe for use by many threads. */
public final class DpopVerifier {

    /** How old a proof may be, in seconds by its {@code iat}. */
    public static final long LONGEST_AGE = 60;
    /** How far the caller's clock may be ahead, in seconds. */
    public static final long LEEWAY = 5;

    static final String TYPE = "dpop+jwt";

    /** Nothing else in the header may lead to a key, or change what is signed. */
    private static final List<String> REFUSED = List.of("crit", "b64", "jku", "x5u", "x5c");

    private final SignatureProvider provider;
    private final @Nullable DpopNonces nonces;

    /** A verifier that uses the Java runtime's cryptography. */
    public DpopVerifier() {
        this(SignatureProvider.jdk());
    }

    /** A verifier that uses this provider. */
    public DpopVerifier(SignatureProvider provider) {
        this(provider, null);
    }

    private DpopVerifier(SignatureProvider provider, @Nullable DpopNonces nonces) {
        this.provider = provider;
        this.nonces = nonces;
    }

    /** The same, and a proof must have one of these nonces. Without them a proof's nonce does not count. */
    public DpopVerifier demanding(DpopNonces demanded) {
        return new DpopVerifier(provider, demanded);
    }

    /**
     * Checks a proof in full but for its replay, which the returned id is for. Never throws, whatever the proof.
     *
     * @param presented a token with its proof
     * @param key the thumbprint that the token is bound to
     * @param method the method of the call
     * @param url the target URL without query and fragment, built from configuration
     * @param now the instant of the call
     */
    public ProofCheck check(PresentedToken presented, KeyThumbprint key, String method, String url, Instant now) {
        CompactJws proof = CompactJws.read(presented.proof().orElse(""));
        if (proof == null
                || !TYPE.equals(proof.header.anyText("typ"))
                || REFUSED.stream().anyMatch(proof.header::has)) {
            return ProofCheck.Defect.INVALID;
        }
        try {
            Fields claims = proof.payload;
            String id = claims.name("jti");
            long issuedAt = claims.time("iat");
            long second = now.getEpochSecond();
            boolean meant = method.equals(claims.anyText("htm"))
                    && isTarget(claims.anyText("htu"), url)
                    && Base64Url.encode(presented.hash().bytes()).equals(claims.anyText("ath"))
                    && issuedAt >= second - LONGEST_AGE
                    && issuedAt <= second + LEEWAY;
            if (!meant || !isSigned(proof, key)) {
                return ProofCheck.Defect.INVALID;
            }
            if (nonces != null && !nonces.isGood(claims.anyText("nonce"), now)) {
                return ProofCheck.Defect.NONCE;
            }
            return new ProofCheck.Holds(new ProofId(TokenHash.of(key.text() + "." + id), issuedAt + LONGEST_AGE + 1));
        } catch (OddClaimException e) {
            return ProofCheck.Defect.INVALID;
        }
    }

    private static boolean isTarget(@Nullable String claimed, String url) {
        String wanted = HttpTarget.normal(url);
        return wanted != null && claimed != null && wanted.equals(HttpTarget.normal(claimed));
    }

    /** The key comes from the proof itself; what makes it count is that the token names its thumbprint. */
    private boolean isSigned(CompactJws proof, KeyThumbprint wanted) throws OddClaimException {
        String name = proof.header.anyText("alg");
        Optional<SignatureAlgorithm> algorithm = name == null ? Optional.empty() : SignatureAlgorithm.of(name);
        if (algorithm.isEmpty()) {
            return false;
        }
        Map<String, Object> jwk = proof.header.object("jwk").members();
        try {
            PublicJwk key = PublicJwk.of(jwk, algorithm.get(), "");
            String named = algorithm.get().toString();
            return named.equals(jwk.getOrDefault("alg", named))
                    && key.thumbprint.equals(wanted)
                    && new KeyCheck(key.key, key.algorithm, provider).holds(proof.signature, proof.signed);
        } catch (InvalidKeyFileException e) {
            return false;
        }
    }
}
