package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.AuthorizerEvent;
import dev.cordon.aws.event.Envelope;
import dev.cordon.aws.event.EventKind;
import dev.cordon.aws.event.ExecuteArn;
import dev.cordon.decision.Reason;
import dev.cordon.gate.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a denial is said, by kind. */
final class Refusals {

    /** What passes without the caller's doing: kept, it would outlast the trouble for the whole time to live. */
    private static final Set<Reason> TROUBLE =
            Set.of(Reason.SNAPSHOT_MISSING, Reason.SNAPSHOT_STALE, Reason.INTERNAL_ERROR);

    private static final int UNAUTHORIZED = 401;

    private final AuthorizerSettings settings;

    Refusals(AuthorizerSettings settings) {
        this.settings = settings;
    }

    /** Denies a question that was read; where the answer is kept, it still allows what is granted. */
    byte[] refuse(AuthorizerEvent question, Answer denied, List<String> granted) {
        Reason reason = denied.reason().orElse(Reason.INTERNAL_ERROR);
        if (settings.caching().isKept() && TROUBLE.contains(reason)) {
            throw NoAnswerException.because("no answer that may be kept, since " + reason.meaning());
        }
        if (settings.wording().unauthorized()
                && reason.status() == UNAUTHORIZED
                && !question.kind().isHttpApi()) {
            throw NoAnswerException.unauthorized();
        }
        return refuse(question.kind() == EventKind.HTTP_2, Optional.of(question.arn()), denied, granted);
    }

    /** Denies a question that could not be read. */
    byte[] refuse(Envelope envelope, Answer denied) {
        boolean payload2 = envelope.namesRoute()
                || envelope.kind().isEmpty() && settings.kinds().equals(Set.of(EventKind.HTTP_2));
        return refuse(payload2, envelope.arn(), denied, List.of());
    }

    private byte[] refuse(boolean payload2, Optional<ExecuteArn> called, Answer denied, List<String> granted) {
        if (payload2 && settings.wording().simple()) {
            return PolicyReply.simple(denied, Optional.empty());
        }
        return called.map(arn -> PolicyReply.deny(denied, arn, granted))
                .orElseThrow(() -> NoAnswerException.because("the event can't be read"));
    }
}
