package dev.cordon.decision;

import dev.cordon.network.IpAddress;
import dev.cordon.policy.Binding;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Service;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ProofCheck;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does the token's own context match this call? What a token carries is checked whether it was demanded or not. */
final class BindingStep {

    private final Verification verification;
    private final ReplayStore.Reach reach;

    BindingStep(Verification verification, ReplayStore.Reach reach) {
        this.verification = verification;
        this.reach = reach;
    }

    @Nullable
    Reason check(Evaluation call) {
        TokenView view = call.token();
        if (view == null) {
            return call.vouched && call.demands().bindings ? nothingBound(call) : null;
        }
        return isPlain(call, view) ? null : check(call, view.token);
    }

    /** Whether nothing is bound, shown as bound or demanded to be. */
    private static boolean isPlain(Evaluation call, TokenView view) {
        PresentedToken presented = Objects.requireNonNull(call.request().token());
        return !view.bound
                && !call.demands().bindings
                && presented.scheme() == PresentedToken.Scheme.BEARER
                && !call.isTraced();
    }

    /** What a segment wants tokens to be bound to, nobody's word stands for. */
    private static Reason nothingBound(Evaluation call) {
        call.note(Step.BINDING, "a caller that an enforcement point vouches for shows nothing that is bound");
        return Reason.BINDING_MISSING;
    }

    private @Nullable Reason check(Evaluation call, VerifiedToken token) {
        Reason reason = missing(call, token);
        if (reason == null) {
            reason = place(call, token);
        }
        if (reason == null) {
            reason = possession(call, token);
        }
        if (reason == null) {
            reason = time(call, token);
        }
        if (reason == null && call.isTraced()) {
            call.note(Step.BINDING, "the token's own context matches the call");
        }
        return reason;
    }

    private static @Nullable Reason missing(Evaluation call, VerifiedToken token) {
        List<Binding> demanded = call.demands().segment.token().bind();
        for (int i = 0; i < demanded.size(); i++) {
            Binding binding = demanded.get(i);
            boolean carried = switch (binding) {
                case ENVIRONMENT -> token.environment() != null;
                case NETWORK -> !token.networks().isEmpty();
                case MTLS -> token.certificate() != null;
                case DPOP -> token.key() != null;
            };
            if (!carried) {
                if (call.isTraced()) {
                    call.note(Step.BINDING, "the token is not bound to its " + binding);
                }
                return Reason.BINDING_MISSING;
            }
        }
        return null;
    }

    /** What of a token's own context does not depend on the call that it is shown with. */
    static @Nullable Reason apart(Evaluation call, VerifiedToken token) {
        Reason reason = environment(call, token);
        return reason == null ? time(call, token) : reason;
    }

    private static @Nullable Reason environment(Evaluation call, VerifiedToken token) {
        String environment = token.environment();
        return environment == null || environment.equals(call.environment()) ? null : Reason.BINDING_ENVIRONMENT;
    }

    private static @Nullable Reason place(Evaluation call, VerifiedToken token) {
        Reason environment = environment(call, token);
        if (environment != null) {
            return environment;
        }
        IpAddress source = call.source();
        boolean elsewhere =
                !token.networks().isEmpty() && (source == null || !ConditionCheck.within(token.networks(), source));
        return elsewhere ? Reason.BINDING_NETWORK : null;
    }

    private @Nullable Reason possession(Evaluation call, VerifiedToken token) {
        KeyThumbprint certificate = token.certificate();
        if (certificate != null
                && !(call.certificate() instanceof CertificateEvidence.Trusted trusted
                        && trusted.certificate().thumbprint().equals(certificate))) {
            return Reason.BINDING_CERTIFICATE;
        }
        PresentedToken presented = Objects.requireNonNull(call.request().token());
        boolean shownAsDpop = presented.scheme() == PresentedToken.Scheme.DPOP;
        KeyThumbprint key = token.key();
        if (key == null) {
            return shownAsDpop ? Reason.DPOP_INVALID : null;
        }
        if (!shownAsDpop || presented.proof().isEmpty()) {
            return Reason.DPOP_MISSING;
        }
        return proof(call, presented, key);
    }

    private @Nullable Reason proof(Evaluation call, PresentedToken presented, KeyThumbprint key) {
        Service target = call.policy().service(call.target);
        if (target.publicUrl().isEmpty()) {
            return Reason.DPOP_INVALID;
        }
        String url = target.publicUrl().get() + call.request().path().canonical();
        ProofCheck checked = verification.prove(presented, key, url, call);
        if (!(checked instanceof ProofCheck.Holds holds)) {
            return checked == ProofCheck.Defect.NONCE ? Reason.DPOP_NONCE : Reason.DPOP_INVALID;
        }
        call.proof = holds.proof();
        boolean weak = call.demands().strictReplay && reach == ReplayStore.Reach.INSTANCE;
        return weak ? Reason.REPLAY_STORE_WEAK : null;
    }

    private static @Nullable Reason time(Evaluation call, VerifiedToken token) {
        if (!token.windows().isEmpty() && !ConditionCheck.open(token.windows(), call)) {
            return Reason.BINDING_WINDOW;
        }
        boolean old = token.maxAge() >= 0 && call.now().isPast(token.issuedAt(), token.maxAge());
        return old ? Reason.TOKEN_TOO_OLD : null;
    }
}
