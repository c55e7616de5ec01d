package dev.cordon.decision;

import dev.cordon.limit.Bucket;
import dev.cordon.limit.Demand;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyIndex;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Segment;
import dev.cordon.policy.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What limits the calls of each flow: its own rates and those of its target's segment, of which a flow has one, for it
 * leads to a service or a segment.
 */
final class RateTable {

    private final Policy policy;
    /** By the number of the flow; null where nothing limits it. */
    private final @Nullable Segment[] limited;
    /** By the number of the service: its place among the services of its segment. */
    private final int[] place;
    /** By the number of the segment: how many services it has. */
    private final int[] members;

    RateTable(Policy policy) {
        this.policy = policy;
        PolicyIndex index = policy.index();
        int services = policy.services().size();
        members = new int[policy.segments().size()];
        place = new int[services];
        for (int i = 0; i < services; i++) {
            place[i] = members[index.segmentOf(i)]++;
        }
        limited = new Segment[policy.flows().size()];
        for (int i = 0; i < limited.length; i++) {
            int to = index.flowEdges().to(i);
            Segment segment = policy.segments().get(to < services ? index.segmentOf(to) : to - services);
            Rates own = policy.flows().get(i).rate();
            limited[i] = own.isEmpty() && segment.limits().rate().isEmpty() ? null : segment;
        }
    }

    /** Whether calls by that flow are counted. */
    boolean limits(int flow) {
        return limited[flow] != null;
    }

    /** Whose rate is counted, for people: the flow's own first. */
    String limiter(int flow) {
        Segment segment = limited[flow];
        Flow own = policy.flows().get(flow);
        return segment == null || !own.rate().isEmpty()
                ? "flow `" + own.id() + "`"
                : "segment `" + segment.name() + "`";
    }

    /** Whether each caller of that flow has buckets of its own. */
    boolean byCaller(int flow) {
        Segment segment = limited[flow];
        return segment != null
                && (policy.flows().get(flow).rate().perCaller().isPresent()
                        || segment.limits().rate().perCaller().isPresent());
    }

    /** How many callers a flow may have. */
    int callers(int flow) {
        int from = policy.index().flowEdges().from(flow);
        return from < place.length ? 1 : members[from - place.length];
    }

    /** The place of a caller among those of a flow, from 0. */
    int place(int flow, int caller) {
        return policy.index().flowEdges().from(flow) < place.length ? 0 : place[caller];
    }

    /** The buckets of a call, with what becomes of it where they can't be counted. */
    Obligations of(int flow, int caller) {
        Segment segment = limited[flow];
        if (segment == null) {
            return Obligations.NONE;
        }
        Flow own = policy.flows().get(flow);
        ServiceName name = policy.services().get(caller).name();
        Rates zone = segment.limits().rate();
        List<Bucket> buckets = new ArrayList<>();
        own.rate().together().ifPresent(limit -> buckets.add(new Bucket.OfFlow(own.id(), limit)));
        own.rate().perCaller().ifPresent(limit -> buckets.add(new Bucket.OfFlowCaller(own.id(), name, limit)));
        zone.together().ifPresent(limit -> buckets.add(new Bucket.OfSegment(segment.name(), limit)));
        zone.perCaller().ifPresent(limit -> buckets.add(new Bucket.OfSegmentCaller(segment.name(), name, limit)));
        return new Obligations(
                Optional.empty(),
                Optional.of(new Demand(buckets)),
                segment.limits().uncounted());
    }
}
