package dev.cordon.mesh;

import dev.cordon.decision.Reason;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.PresentedToken;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code WWW-Authenticate} header of a 401, by what the caller showed. */
enum Challenge {
    /** No token was shown: no error either (RFC 6750 §3.1). */
    NOTHING_SHOWN("Bearer", "Bearer"),
    /** A token of the {@code Bearer} scheme did not do (RFC 6750 §3); it may be one that wants a proof. */
    BEARER("Bearer error=\"invalid_token\"", Challenge.dpop("invalid_token")),
    /** A token of the {@code DPoP} scheme, or its proof, did not do (RFC 9449 §7.1). */
    DPOP(Challenge.dpop("invalid_token"), Challenge.dpop("invalid_dpop_proof"));

    private static final String WANTS_NONCE = dpop("use_dpop_nonce");

    private final String aboutToken;
    private final String aboutProof;

    Challenge(String aboutToken, String aboutProof) {
        this.aboutToken = aboutToken;
        this.aboutProof = aboutProof;
    }

    static Challenge of(@Nullable PresentedToken shown) {
        if (shown == null) {
            return NOTHING_SHOWN;
        }
        return shown.scheme() == PresentedToken.Scheme.BEARER ? BEARER : DPOP;
    }

    /** The header's value: about what did not do; a token that was not even looked at has no error. */
    String header(Reason reason) {
        return switch (reason) {
            case CERTIFICATE_MISSING, CERTIFICATE_UNTRUSTED -> NOTHING_SHOWN.aboutToken;
            case DPOP_MISSING, DPOP_INVALID, DPOP_REPLAYED -> aboutProof;
            case DPOP_NONCE -> WANTS_NONCE;
            default -> aboutToken;
        };
    }

    /** With the algorithms that a proof may have (RFC 9449 §7.1). */
    private static String dpop(String error) {
        String algorithms = Arrays.stream(SignatureAlgorithm.values())
                .map(SignatureAlgorithm::toString)
                .collect(Collectors.joining(" "));
        return "DPoP error=\"" + error + "\", algs=\"" + algorithms + "\"";
    }
}
