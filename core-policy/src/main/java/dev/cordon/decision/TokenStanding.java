package dev.cordon.decision;

import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token is good for a service, apart from any call: it verifies, its time has come and is not over, it is
 * meant for the service, its caller and chain are known and its issuer may speak for them, environment, windows and age
 * fit, and nothing involved is revoked. What only a call can show (address, certificate, proof of possession,
 * operation) is not looked at. Safe for use by many threads.
 */
public final class TokenStanding {

    private final Verification verification;

    /** The outcome. */
    public sealed interface Outcome {}

    /** The token is good. */
    public record Good(VerifiedToken token) implements Outcome {}

    /** The token is not good, for that reason: the one for which a call with it would be denied. */
    public record Bad(Reason reason) implements Outcome {}

    /** @param verifier verifies tokens; none is kept */
    public TokenStanding(TokenVerifier verifier) {
        this.verification = new LiveVerification(new TokenCache(verifier, 0), new DpopVerifier());
    }

    /** Looks at a token. Never throws, whatever its text. */
    public Outcome of(PresentedToken presented, ServiceName target, Snapshot snapshot, Moment now) {
        AccessRequest request = AccessRequest.of(new Target.OfService(target.text()), "", RequestPath.read("/"));
        Evaluation call = new Evaluation();
        call.begin(snapshot, request, now, false);
        Reason reason = check(call, presented);
        return reason == null ? new Good(Objects.requireNonNull(call.verified())) : new Bad(reason);
    }

    private @Nullable Reason check(Evaluation call, PresentedToken presented) {
        Reason reason = TargetStep.service(call);
        if (reason == null) {
            reason = CallerStep.token(call, presented, verification);
        }
        if (reason == null) {
            reason = BindingStep.apart(call, Objects.requireNonNull(call.verified()));
        }
        return reason == null ? RevocationStep.check(call) : reason;
    }
}
