package dev.cordon.mesh;

import dev.cordon.decision.Reason;
import dev.cordon.token.PresentedToken;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** The {@code WWW-Authenticate} header of a 401, by what the caller showed. */
enum Challenge {
    /** No token was shown: no error either (RFC 6750 §3.1). */
    NOTHING_SHOWN("Bearer", "Bearer"),
    /** A token of the {@code Bearer} scheme did not do (RFC 6750 §3). */
    BEARER("Bearer error=\"invalid_token\"", "DPoP error=\"invalid_token\""),
    /** A token of the {@code DPoP} scheme did not do (RFC 9449 §7.1). */
    DPOP("DPoP error=\"invalid_token\"", "DPoP error=\"invalid_dpop_proof\"");

    private final AsciiString token;
    private final AsciiString proof;

    Challenge(String token, String proof) {
        this.token = AsciiString.cached(token);
        this.proof = AsciiString.cached(proof);
    }

    static Challenge of(@Nullable PresentedToken shown) {
        if (shown == null) {
            return NOTHING_SHOWN;
        }
        return shown.scheme() == PresentedToken.Scheme.BEARER ? BEARER : DPOP;
    }

    /** The header's value: about the proof, where it is the proof that did not do. */
    AsciiString header(Reason reason) {
        return switch (reason) {
            case DPOP_MISSING, DPOP_INVALID, DPOP_REPLAYED -> proof;
            default -> token;
        };
    }
}
