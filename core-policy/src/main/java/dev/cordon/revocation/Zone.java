package dev.cordon.revocation;

import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;

/** What is put into quarantine as one. */
public sealed interface Zone {

    /** A segment, with every service that the policy puts into it. */
    record OfSegment(SegmentName segment) implements Zone {
        @Override
        public String toString() {
            return "segment `" + segment + "`";
        }
    }

    /** A service alone. */
    record OfService(ServiceName service) implements Zone {
        @Override
        public String toString() {
            return "service `" + service + "`";
        }
    }
}
