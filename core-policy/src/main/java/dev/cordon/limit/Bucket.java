package dev.cordon.limit;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;

/**
 * A token bucket: whose calls it counts, and how fast. The limit is part of what it is, so that a policy with another
 * limit begins with a full bucket, and no count is ever read by a limit that it was not made with.
 */
public sealed interface Bucket {

    /** Its rate and size. */
    RateLimit limit();

    /** Whose calls it counts. */
    Kind kind();

    /** Nanoseconds for one call: the period by its calls, at least one. */
    default long interval() {
        return Math.max(1, limit().per().seconds() * 1_000_000_000L / limit().calls());
    }

    /** Nanoseconds in which it fills when empty: as many intervals as its burst has calls, 146 years at most. */
    default long capacity() {
        long interval = interval();
        return interval * Math.min(limit().burst(), Long.MAX_VALUE / 2 / interval);
    }

    /**
     * Whose calls a bucket counts. The order is the one in which buckets are locked: whoever holds one never waits for
     * one of an earlier kind.
     */
    enum Kind {
        /** All calls by a flow. */
        FLOW("flow"),
        /** One caller's calls by a flow. */
        FLOW_CALLER("flow-caller"),
        /** All calls to the services of a segment. */
        SEGMENT("segment"),
        /** One caller's calls to the services of a segment. */
        SEGMENT_CALLER("segment-caller");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The word in records and answers: it tells nothing of a policy's names. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * All calls by a flow.
     *
     * @param flow the flow
     * @param limit its rate
     */
    record OfFlow(FlowId flow, RateLimit limit) implements Bucket {
        @Override
        public Kind kind() {
            return Kind.FLOW;
        }
    }

    /**
     * One caller's calls by a flow.
     *
     * @param flow the flow
     * @param caller the caller
     * @param limit its rate
     */
    record OfFlowCaller(FlowId flow, ServiceName caller, RateLimit limit) implements Bucket {
        @Override
        public Kind kind() {
            return Kind.FLOW_CALLER;
        }
    }

    /**
     * All calls to the services of a segment.
     *
     * @param segment the segment called
     * @param limit its rate
     */
    record OfSegment(SegmentName segment, RateLimit limit) implements Bucket {
        @Override
        public Kind kind() {
            return Kind.SEGMENT;
        }
    }

    /**
     * One caller's calls to the services of a segment.
     *
     * @param segment the segment called
     * @param caller the caller
     * @param limit its rate
     */
    record OfSegmentCaller(SegmentName segment, ServiceName caller, RateLimit limit) implements Bucket {
        @Override
        public Kind kind() {
            return Kind.SEGMENT_CALLER;
        }
    }
}
