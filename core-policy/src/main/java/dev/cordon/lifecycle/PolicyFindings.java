package dev.cordon.lifecycle;

import dev.cordon.lifecycle.Finding.Kind;
import dev.cordon.lifecycle.Finding.Remedy;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.Endpoint;
import dev.cordon.registry.RegisteredService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the policy says and services do not, and the other way round. */
final class PolicyFindings {

    private PolicyFindings() {}

    /** Segments that no service is in. */
    static List<Finding> emptySegments(Policy policy) {
        Set<SegmentName> inhabited =
                policy.services().stream().map(Service::segment).collect(Collectors.toSet());
        return policy.segments().stream()
                .map(Segment::name)
                .filter(segment -> !inhabited.contains(segment))
                .map(segment -> new Finding(
                        Kind.EMPTY_SEGMENT, new Party.OfSegment(segment), "no service is in it", Remedy.LOOK))
                .toList();
    }

    /**
     * Where events tell that a service offers something that the policy does not know, sorted; nothing of a service
     * that nobody can call by the policy.
     */
    static List<Finding> of(RegisteredService registered, Service service) {
        List<Finding> findings = new ArrayList<>();
        if (service.operations().isPresent()) {
            registered.current().endpoints().orElse(Set.of()).stream()
                    .filter(endpoint -> !service.hosts().contains(endpoint.host()))
                    .map(Endpoint::url)
                    .sorted()
                    .forEach(url -> findings.add(finding(
                            Kind.UNKNOWN_ENDPOINT,
                            service,
                            "it is reached at " + url + ", and its hosts in the policy do not have that: calls to it"
                                    + " there are denied")));
            unknown(registered, service)
                    .forEach(operation -> findings.add(finding(
                            Kind.UNKNOWN_OPERATION,
                            service,
                            operation + " is to take no new callers, and the policy does not list it: nobody is denied"
                                    + " by that")));
        }
        return findings;
    }

    private static List<String> unknown(RegisteredService registered, Service service) {
        Set<String> listed = service.operations().orElse(null) instanceof Operations.Listed some
                ? some.list().stream().map(Operation::shape).collect(Collectors.toSet())
                : Set.of();
        return registered.current().deprecation().map(Deprecation::operations).orElse(Set.of()).stream()
                .filter(operation -> !listed.contains(operation.shape()))
                .map(Operation::toString)
                .sorted()
                .toList();
    }

    private static Finding finding(Kind kind, Service service, String detail) {
        return new Finding(kind, new Party.OfService(service.name()), detail, Remedy.LOOK);
    }
}
