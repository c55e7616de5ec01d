package dev.cordon.upstream;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;

/** What an enforcement point vouched for about one call. Only {@link ContextVerifier} makes one. Immutable. */
public final class UpstreamContext {

    private final String point;
    private final String decision;
    private final ServiceName caller;
    private final SegmentName segment;
    private final FlowId flow;

    UpstreamContext(String point, String decision, ContextSigner.Passed passed) {
        this.point = point;
        this.decision = decision;
        this.caller = passed.caller();
        this.segment = passed.segment();
        this.flow = passed.flow();
    }

    /** The enforcement point that let the call through. */
    public String point() {
        return point;
    }

    /** The id under which that point's log has the decision; unique, so it may serve to see a context twice. */
    public String decision() {
        return decision;
    }

    /** Who calls. */
    public ServiceName caller() {
        return caller;
    }

    /** The caller's segment. */
    public SegmentName segment() {
        return segment;
    }

    /** The flow that allowed. */
    public FlowId flow() {
        return flow;
    }

    @Override
    public String toString() {
        return "decision " + decision + " of " + point + ": " + caller + " by " + flow;
    }
}
