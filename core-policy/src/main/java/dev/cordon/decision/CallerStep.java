package dev.cordon.decision;

import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Vouching;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.VerifiedToken;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who calls, and can that be believed? */
final class CallerStep {

    /** How far another machine's clock may be ahead, in seconds. It never prolongs a token. */
    private static final long LEEWAY = 5;

    private CallerStep() {}

    static @Nullable Reason check(Evaluation call, Verification verification) {
        PresentedToken presented = call.request().token();
        Reason reason = certificate(call, presented);
        if (reason == null && presented != null) {
            reason = token(call, presented, verification);
        } else if (reason == null) {
            reason = call.vouched ? vouched(call) : null;
            call.caller = call.vouched ? call.caller : call.certified;
        }
        if (reason == null) {
            reason = subject(call);
        }
        if (reason == null) {
            if (call.isTraced()) {
                call.note(Step.CALLER, describe(call));
            }
        }
        return reason;
    }

    /** What a token says of who calls, whatever else is shown. */
    static @Nullable Reason token(Evaluation call, PresentedToken presented, Verification verification) {
        Reason reason = verification.resolve(presented, call);
        TokenView view = call.token();
        return reason == null && view != null ? token(call, view) : reason;
    }

    private static @Nullable Reason certificate(Evaluation call, @Nullable PresentedToken presented) {
        Demands demanded = call.demands();
        CertificateEvidence evidence = call.certificate();
        if (evidence instanceof CertificateEvidence.Untrusted) {
            return Reason.CERTIFICATE_UNTRUSTED;
        }
        if (demanded.token && presented == null) {
            call.vouched = isVouched(call);
            if (!call.vouched) {
                return Reason.TOKEN_MISSING;
            }
        }
        if (!(evidence instanceof CertificateEvidence.Trusted trusted)) {
            return demanded.certificate ? Reason.CERTIFICATE_MISSING : null;
        }
        call.certified = call.policy().identities.service(trusted.certificate());
        if (call.certified == Identities.SEVERAL) {
            return Reason.CERTIFICATE_AMBIGUOUS;
        }
        boolean stranger = call.certified == Identities.NOBODY;
        return stranger && demanded.certificate ? Reason.CERTIFICATE_UNKNOWN : null;
    }

    /** Where a token is missing, an enforcement point may say in its stead who calls. */
    private static boolean isVouched(Evaluation call) {
        Asking asking = call.request().asking();
        return asking != null && asking.subject().isPresent() && call.policy().believes(asking, Vouching.SUBJECT);
    }

    /** Whom the enforcement point names. */
    private static @Nullable Reason vouched(Evaluation call) {
        call.caller = call.policy().service(Objects.requireNonNull(subjectOf(call)));
        if (call.caller < 0) {
            return Reason.CALLER_UNKNOWN;
        }
        boolean other = call.certified != Identities.NOBODY && call.certified != call.caller;
        return other ? Reason.CALLER_MISMATCH : null;
    }

    /** Whether the caller is the one that the enforcement point says it is, where one asks and says so. */
    private static @Nullable Reason subject(Evaluation call) {
        String subject = subjectOf(call);
        boolean other = subject != null
                && !call.policy().service(call.caller).name().text().equals(subject);
        return other ? Reason.SUBJECT_MISMATCH : null;
    }

    private static @Nullable String subjectOf(Evaluation call) {
        Asking asking = call.request().asking();
        return asking == null ? null : asking.subject().orElse(null);
    }

    private static @Nullable Reason token(Evaluation call, TokenView view) {
        if (!view.issuerKnown) {
            return Reason.ISSUER_UNKNOWN;
        }
        long now = call.now().wall().getEpochSecond();
        if (now >= view.expiresAt) {
            return Reason.TOKEN_EXPIRED;
        }
        if (view.validFrom > now + LEEWAY) {
            return Reason.TOKEN_NOT_YET_VALID;
        }
        if (view.ofOneEdge ? view.audience != call.target : !names(call, view.token)) {
            return Reason.AUDIENCE_MISMATCH;
        }
        call.caller = view.caller;
        if (view.unfit != null) {
            return view.unfit;
        }
        boolean other = call.certified != Identities.NOBODY && call.certified != view.caller;
        return other ? Reason.CALLER_MISMATCH : null;
    }

    /**
     * Whether an external token's audience has the target's name or public URL. One without any was read so because the
     * policy lets its issuer off.
     */
    private static boolean names(Evaluation call, VerifiedToken token) {
        if (token.audience().isEmpty()) {
            return true;
        }
        var target = call.policy().service(call.target);
        return token.audience().contains(target.name().text())
                || target.publicUrl().isPresent()
                        && token.audience().contains(target.publicUrl().get());
    }

    private static String shown(VerifiedToken token) {
        return token.kind() == TokenKind.API_KEY
                ? "API key `" + token.id() + "`"
                : "a token of issuer `" + token.issuer() + "`";
    }

    private static String describe(Evaluation call) {
        TokenView view = call.token();
        String who = call.caller < 0
                ? "nobody"
                : "`" + call.policy().service(call.caller).name() + "`";
        String by = view != null ? shown(view.token) : call.vouched ? "the word of" : "its certificate";
        Asking asking = call.request().asking();
        return who + ", by " + by + (asking == null ? "" : asked(call, asking));
    }

    private static String asked(Evaluation call, Asking asking) {
        String believed = call.policy()
                .enforcementPoint(asking.point())
                .map(point -> point.vouchesFor().isEmpty()
                        ? "nothing"
                        : point.vouchesFor().toString())
                .orElse("nothing");
        return (call.vouched ? " " : ", asked by ") + "`" + asking.point() + "`, which vouches for " + believed;
    }
}
