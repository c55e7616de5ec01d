package dev.cordon.decision;

import dev.cordon.request.AccessRequest;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that was decided before, as its record tells of it: what was verified then is taken as verified. Only
 * {@link Replay} reads one; an {@link Enforcer} has no way to, so that no record can ever open a gate.
 *
 * @param request the call, without its token
 * @param shown the token that it showed
 * @param at the instant of the decision
 * @param age how old the snapshot was then
 * @param reach how far the replay store reached with which the enforcement point settled
 */
public record RecordedCall(
        AccessRequest request, Optional<Shown> shown, Instant at, Duration age, ReplayStore.Reach reach) {

    /** What became of a DPoP proof. */
    public enum Proof {
        /** None came with the token. */
        MISSING,
        /** It held. */
        HOLDS,
        /** It held but for the nonce that it lacked. */
        NONCE,
        /** It did not hold, or nobody looked at it. */
        UNPROVEN
    }

    /**
     * A token as it was shown.
     *
     * @param scheme how
     * @param proof what became of the proof; {@link Proof#MISSING} in the {@code Bearer} scheme
     * @param check how its verification came out
     */
    public record Shown(PresentedToken.Scheme scheme, Proof proof, TokenCheck check) {

        /** The same for the steps that look at nothing but the form. */
        PresentedToken presented() {
            return scheme == PresentedToken.Scheme.DPOP
                    ? PresentedToken.dpop("", proof == Proof.MISSING ? null : "")
                    : PresentedToken.bearer("");
        }
    }
}
