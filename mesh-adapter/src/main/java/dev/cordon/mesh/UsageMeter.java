package dev.cordon.mesh;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.decision.Judgement;
import dev.cordon.ledger.UsageTally;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.VerifiedToken;
import java.util.Optional;

/** Counts what allowed calls use of Cordon's own tokens, and passes every record on. */
final class UsageMeter implements DecisionSink {

    private final DecisionSink next;
    private final UsageTally<String> tally;

    UsageMeter(DecisionSink next, UsageTally<String> tally) {
        this.next = next;
        this.tally = tally;
    }

    @Override
    public void offer(DecisionRecord decision) {
        next.offer(decision);
        Judgement judgement = decision.subject().judgement().orElse(null);
        if (decision.stop().isEmpty() && judgement != null) {
            Optional<VerifiedToken> token = judgement.token().filter(one -> one.kind() != TokenKind.EXTERNAL);
            if (token.isPresent() && judgement.operation().isPresent()) {
                tally.count(token.get().id(), judgement.operation().get().toString(), decision.time());
            }
        }
    }

    @Override
    public boolean readsWhy() {
        return next.readsWhy();
    }

    @Override
    public long dropped() {
        return next.dropped();
    }
}
