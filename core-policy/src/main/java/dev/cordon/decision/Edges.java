package dev.cordon.decision;

/** Walks the rules whose edge covers a call. */
final class Edges {

    private Edges() {}

    /** The lowest rule above {@code after} from that service or its segment to the call's target, or -1. */
    static int next(Evaluation call, EdgeIndex index, int from, int after) {
        CompiledPolicy policy = call.policy();
        int zone = policy.asCaller(policy.index.segmentOf(from));
        int best = to(call, index, from, after);
        int other = to(call, index, zone, after);
        return lower(best, other);
    }

    private static int to(Evaluation call, EdgeIndex index, int from, int after) {
        CompiledPolicy policy = call.policy();
        int operation = index.next(from, call.operation, after);
        if (!index.isWide()) {
            return operation;
        }
        int service = index.next(from, policy.serviceAsTarget(call.target), after);
        int segment = index.next(from, policy.segmentAsTarget(policy.index.segmentOf(call.target)), after);
        return lower(operation, lower(service, segment));
    }

    private static int lower(int one, int other) {
        return one < 0 ? other : other < 0 ? one : Math.min(one, other);
    }
}
