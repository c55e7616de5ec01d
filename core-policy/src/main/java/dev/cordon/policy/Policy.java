package dev.cordon.policy;

import java.util.List;

/**
 * A whole policy. One that exists is consistent: names are unique, references resolve, no two operations of one service
 * have the same shape.
 *
 * @param name what bundles of this policy carry
 * @param environments where it runs, not empty
 * @param issuers whose tokens are trusted
 * @param segments the zones
 * @param services the workloads
 * @param flows what is allowed, in the order of the document
 * @param forbids what is denied whatever flows say, in the order of the document
 */
public record Policy(
        PolicyName name,
        List<Environment> environments,
        List<Issuer> issuers,
        List<Segment> segments,
        List<Service> services,
        List<Flow> flows,
        List<Forbid> forbids) {

    /** @throws IllegalArgumentException naming the first inconsistency */
    public Policy {
        environments = List.copyOf(environments);
        issuers = List.copyOf(issuers);
        segments = List.copyOf(segments);
        services = List.copyOf(services);
        flows = List.copyOf(flows);
        forbids = List.copyOf(forbids);
        new Consistency(segments, services).check(environments, issuers, flows, forbids);
    }
}
