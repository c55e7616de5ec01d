package dev.cordon.reference;

import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;

/** What names mean in a policy, looked up by going through its lists. */
record ReferenceNames(Policy policy) {

    boolean means(Party party, Service service) {
        if (party instanceof Party.OfService one) {
            return one.service().equals(service.name());
        }
        if (party instanceof Party.OfSegment zone) {
            return zone.segment().equals(service.segment());
        }
        return ((Party.OfTrust) party).trust() == segment(service).trust();
    }

    Segment segment(Service service) {
        return policy.segments().stream()
                .filter(segment -> segment.name().equals(service.segment()))
                .findFirst()
                .orElseThrow();
    }

    Service service(String name) {
        return policy.services().stream()
                .filter(service -> service.name().text().equals(name))
                .findFirst()
                .orElse(null);
    }
}
