package dev.cordon.reference;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Reason;
import dev.cordon.limit.Bucket;
import java.util.List;
import java.util.Optional;

/** What two minds must agree on. */
public sealed interface Verdict {

    /**
     * The call may go on.
     *
     * @param flow the flow that allows
     * @param shadowed the failed condition that was not enforced
     * @param rates the rates to be settled: whose calls each counts, and how fast
     */
    record Allow(String flow, Optional<Reason> shadowed, List<String> rates) implements Verdict {}

    /**
     * The call must not go on.
     *
     * @param reason why
     * @param rule the flow or forbid that decided
     */
    record Deny(Reason reason, Optional<String> rule) implements Verdict {}

    /** The verdict that a decision is. */
    static Verdict of(Decision decision) {
        return decision.fold(
                allow -> new Allow(
                        allow.flow().text(),
                        allow.shadowed(),
                        allow.obligations().rate().stream()
                                .flatMap(demand -> demand.buckets().stream())
                                .map(Verdict::text)
                                .toList()),
                deny -> new Deny(deny.reason(), deny.rule()));
    }

    private static String text(Bucket bucket) {
        if (bucket instanceof Bucket.OfFlow) {
            return "flow " + bucket.limit();
        } else if (bucket instanceof Bucket.OfFlowCaller one) {
            return "flow-caller " + one.caller() + " " + bucket.limit();
        } else if (bucket instanceof Bucket.OfSegment zone) {
            return "segment " + zone.segment() + " " + bucket.limit();
        }
        Bucket.OfSegmentCaller one = (Bucket.OfSegmentCaller) bucket;
        return "segment " + one.segment() + " for " + one.caller() + " " + bucket.limit();
    }
}
