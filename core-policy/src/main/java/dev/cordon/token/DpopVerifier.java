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
        CompactJws proof = read(presented.proof().orElse(""));
        if (proof == null) {
            return ProofCheck.Defect.INVALID;
        }
        try {
            boolean meant = isFor(proof.payload, method, url, now.getEpochSecond())
                    && Base64Url.encode(presented.hash().bytes()).equals(proof.payload.anyText("ath"));
            PublicJwk signer = meant ? signer(proof) : null;
            if (signer == null || !signer.thumbprint.equals(key)) {
                return ProofCheck.Defect.INVALID;
            }
            return outcome(proof.payload, signer, now);
        } catch (OddClaimException e) {
            return ProofCheck.Defect.INVALID;
        }
    }

    /**
     * Checks the proof that comes with a request for a token (RFC 9449 §5), in full but for its replay. What it proves
     * is that the client has the key that it names ({@link ProofCheck.Holds#key}). Never throws, whatever the proof.
     *
     * @param proof the one {@code DPoP} header
     * @param url the token endpoint's URL, built from configuration
     * @param now the instant of the request
     */
    public ProofCheck checkRequest(String proof, String url, Instant now) {
        CompactJws read = read(proof);
        if (read == null) {
            return ProofCheck.Defect.INVALID;
        }
        try {
            PublicJwk signer = isFor(read.payload, "POST", url, now.getEpochSecond()) ? signer(read) : null;
            return signer == null ? ProofCheck.Defect.INVALID : outcome(read.payload, signer, now);
        } catch (OddClaimException e) {
            return ProofCheck.Defect.INVALID;
        }
    }

    private static @Nullable CompactJws read(String text) {
        CompactJws proof = CompactJws.read(text);
        boolean typed = proof != null
                && TYPE.equals(proof.header.anyText("typ"))
                && REFUSED.stream().noneMatch(proof.header::has);
        return typed ? proof : null;
    }

    private static boolean isFor(Fields claims, String method, String url, long now) throws OddClaimException {
        claims.name("jti");
        long issuedAt = claims.time("iat");
        return method.equals(claims.anyText("htm"))
                && isTarget(claims.anyText("htu"), url)
                && issuedAt >= now - LONGEST_AGE
                && issuedAt <= now + LEEWAY;
    }

    private ProofCheck outcome(Fields claims, PublicJwk signer, Instant now) throws OddClaimException {
        if (nonces != null && !nonces.isGood(claims.anyText("nonce"), now)) {
            return ProofCheck.Defect.NONCE;
        }
        KeyThumbprint key = signer.thumbprint;
        TokenHash use = TokenHash.of(key.text() + "." + claims.name("jti"));
        return new ProofCheck.Holds(key, new ProofId(use, claims.time("iat") + LONGEST_AGE + 1));
    }

    private static boolean isTarget(@Nullable String claimed, String url) {
        String wanted = HttpTarget.normal(url);
        return wanted != null && claimed != null && wanted.equals(HttpTarget.normal(claimed));
    }

    /** The key that the proof itself brings, where it signed it; null where not. That key is anybody's so far. */
    private @Nullable PublicJwk signer(CompactJws proof) throws OddClaimException {
        String name = proof.header.anyText("alg");
        Optional<SignatureAlgorithm> algorithm = name == null ? Optional.empty() : SignatureAlgorithm.of(name);
        if (algorithm.isEmpty()) {
            return null;
        }
        Map<String, Object> jwk = proof.header.object("jwk").members();
        try {
            PublicJwk key = PublicJwk.of(jwk, algorithm.get(), "");
            String named = algorithm.get().toString();
            boolean signed = named.equals(jwk.getOrDefault("alg", named))
                    && new KeyCheck(key.key, key.algorithm, provider).holds(proof.signature, proof.signed);
            return signed ? key : null;
        } catch (InvalidKeyFileException e) {
            return null;
        }
    }
}
