package dev.cordon.mesh.issuer;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.decision.Reason;

/** Sees which calls were denied for an unknown key, and passes every record on. */
final class KeyDemand implements DecisionSink {

    private final DecisionSink next;
    private final Runnable demand;

    KeyDemand(DecisionSink next, Runnable demand) {
        this.next = next;
        this.demand = demand;
    }

    @Override
    public void offer(DecisionRecord decision) {
        next.offer(decision);
        if (decision.stop().filter(end -> end.reason() == Reason.KEY_UNKNOWN).isPresent()) {
            demand.run();
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
