package dev.cordon.analysis;

import dev.cordon.decision.Judgement;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.RecordedCall;
import dev.cordon.decision.Replay;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.TokenCheck;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of a recorded call by what is known now, as of the instant of the call: a token that was good then and
 * has ended since is good, one that was revoked since is not. What was verified then is taken as verified; what is
 * revoked, who lives and what the policy says is taken from now.
 *
 * @param caller who called; empty where nobody is known any more by what the record says
 * @param objection why the call would be denied; empty where it would be allowed
 */
public record Reconsidered(Optional<ServiceName> caller, Optional<Reason> objection) {

    /**
     * Decides again.
     *
     * @param line the record of a decision, as {@link dev.cordon.audit.DecisionJson} writes it
     * @param now what is known now; its age does not count
     * @throws UnreadableLineException where the line is no record of a decision, or lacks what is asked for now
     */
    public static Reconsidered of(String line, Snapshot now) throws UnreadableLineException {
        if (!(LogLine.read(line) instanceof LogLine.Decided decided)) {
            throw new UnreadableLineException("is no record of a decision");
        }
        RecordedDecision recorded = decided.decision();
        RecordedCall call = recorded.call();
        if (lacksWhatIsAsked(call, recorded.revision(), now)) {
            throw new UnreadableLineException("does not say of its caller what the policy asks for by now");
        }
        RecordedCall fresh = new RecordedCall(call.request(), call.shown(), call.at(), Duration.ZERO, call.reach());
        Judgement judgement = Replay.decide(now.confirmedAt(0), fresh);
        return new Reconsidered(
                judgement.caller(),
                judgement.decision().fold(allow -> Optional.empty(), deny -> Optional.of(deny.reason())));
    }

    /**
     * Whether another policy may find in the evidence what stands against the call, and the record does not hold it:
     * that has of a user and of a certificate only what the policy of then asked for. What a flow asks for and the
     * record lacks needs no such care, for that denies, and so does a claim that a forbid can't look at.
     */
    private static boolean lacksWhatIsAsked(RecordedCall call, PolicyRevision then, Snapshot now) {
        if (then.hash().equals(now.revisions().policy().hash())) {
            return false;
        }
        boolean user = call.shown()
                .filter(shown -> shown.check() instanceof TokenCheck.Verified verified
                        && verified.token().subject() != null)
                .isPresent();
        return user && forbidsUsers(now.policy().source())
                || call.request().certificate() instanceof CertificateEvidence.Trusted;
    }

    private static boolean forbidsUsers(Policy policy) {
        return policy.forbids().stream()
                .map(Forbid::when)
                .anyMatch(when -> when.stream().anyMatch(Condition.Subject.class::isInstance));
    }
}
