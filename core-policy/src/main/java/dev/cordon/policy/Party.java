package dev.cordon.policy;

/** One end of a flow or forbid. */
public sealed interface Party {

    /** One service. */
    record OfService(ServiceName service) implements Party {
        @Override
        public String toString() {
            return service.text();
        }
    }

    /** Every service of a segment. */
    record OfSegment(SegmentName segment) implements Party {
        @Override
        public String toString() {
            return segment.text();
        }
    }

    /** Every service of every segment of a trust level; only forbids may be this wide. */
    record OfTrust(Trust trust) implements Party {
        @Override
        public String toString() {
            return "trust:" + trust;
        }
    }

    /** Whether a service of that segment is meant. */
    default boolean includes(Service service, Segment segment) {
        if (this instanceof OfService one) {
            return one.service().equals(service.name());
        }
        if (this instanceof OfSegment zone) {
            return zone.segment().equals(segment.name());
        }
        return this instanceof OfTrust level && level.trust() == segment.trust();
    }
}
