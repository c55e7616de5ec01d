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

/** How an answer is said, by kind. */
final class Replies {

    /** What passes without the caller's doing: kept, it would outlast the trouble for the whole time to live. */
    private static final Set<Reason> TROUBLE =
            Set.of(Reason.SNAPSHOT_MISSING, Reason.SNAPSHOT_STALE, Reason.INTERNAL_ERROR);

    private static final int UNAUTHORIZED = 401;

    private final AuthorizerSettings settings;

    Replies(AuthorizerSettings settings) {
        this.settings = settings;
    }

    /** Lets through the one call that was asked about. */
    byte[] goOn(AuthorizerEvent question, Answer answer) {
        Optional<String> flow = answer.passage().map(passage -> passage.flow().text());
        if (question.kind() == EventKind.HTTP_2 && settings.wording().simple()) {
            return PolicyReply.simple(answer, flow);
        }
        ExecuteArn called = question.arn();
        return PolicyReply.allow(answer, List.of(settings.observes() ? called.covering() : called.text()), flow);
    }

    /** Answers a question that could not be read: denies it, or lets it through where that is only observed. */
    byte[] unread(Envelope envelope, Answer answer) {
        boolean payload2 = envelope.namesRoute()
                || envelope.kind().isEmpty() && settings.kinds().equals(Set.of(EventKind.HTTP_2));
        if (!answer.goesOn()) {
            return refuse(payload2, envelope.arn(), answer, List.of());
        }
        if (payload2 && settings.wording().simple()) {
            return PolicyReply.simple(answer, Optional.empty());
        }
        ExecuteArn called = envelope.arn().orElseThrow(Replies::unknownCall);
        return PolicyReply.allow(answer, List.of(called.covering()), Optional.empty());
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

    private byte[] refuse(boolean payload2, Optional<ExecuteArn> called, Answer denied, List<String> granted) {
        if (payload2 && settings.wording().simple()) {
            return PolicyReply.simple(denied, Optional.empty());
        }
        return called.map(arn -> PolicyReply.deny(denied, arn, granted)).orElseThrow(Replies::unknownCall);
    }

    private static NoAnswerException unknownCall() {
        return NoAnswerException.because("the event can't be read");
    }
}
