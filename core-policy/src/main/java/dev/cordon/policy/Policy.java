package dev.cordon.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * A whole policy. One that exists is consistent: names are unique, references resolve, no two operations of one service
 * have the same shape. Two of the same parts are equal.
 */
public final class Policy {

    private final PolicyName name;
    private final List<Environment> environments;
    private final List<Issuer> issuers;
    private final List<Segment> segments;
    private final List<Service> services;
    private final List<Flow> flows;
    private final List<Forbid> forbids;
    private final List<EnforcementPoint> enforcementPoints;
    private final PolicyIndex index;

    /**
     * A policy of these parts, without enforcement points that ask.
     *
     * @param name what bundles of this policy carry
     * @param environments where it runs, not empty
     * @param issuers whose tokens are trusted
     * @param segments the zones
     * @param services the workloads
     * @param flows what is allowed, in the order of the document
     * @param forbids what is denied whatever flows say, in the order of the document
     * @throws IllegalArgumentException naming the first inconsistency
     */
    public Policy(
            PolicyName name,
            List<Environment> environments,
            List<Issuer> issuers,
            List<Segment> segments,
            List<Service> services,
            List<Flow> flows,
            List<Forbid> forbids) {
        this(name, environments, issuers, segments, services, flows, forbids, List.of());
    }

    /**
     * A policy of these parts.
     *
     * @param name what bundles of this policy carry
     * @param environments where it runs, not empty
     * @param issuers whose tokens are trusted
     * @param segments the zones
     * @param services the workloads
     * @param flows what is allowed, in the order of the document
     * @param forbids what is denied whatever flows say, in the order of the document
     * @param enforcementPoints who asks for decisions, and what is believed of it
     * @throws IllegalArgumentException naming the first inconsistency
     */
    public Policy(
            PolicyName name,
            List<Environment> environments,
            List<Issuer> issuers,
            List<Segment> segments,
            List<Service> services,
            List<Flow> flows,
            List<Forbid> forbids,
            List<EnforcementPoint> enforcementPoints) {
        this.name = name;
        this.environments = List.copyOf(environments);
        this.issuers = List.copyOf(issuers);
        this.segments = List.copyOf(segments);
        this.services = List.copyOf(services);
        this.flows = List.copyOf(flows);
        this.forbids = List.copyOf(forbids);
        this.enforcementPoints = List.copyOf(enforcementPoints);
        this.index = new PolicyIndex(new Consistency(this));
    }

    /**
     * The same policy with these enforcement points.
     *
     * @throws IllegalArgumentException naming the first inconsistency
     */
    public Policy askedBy(List<EnforcementPoint> points) {
        return points.equals(enforcementPoints)
                ? this
                : new Policy(name, environments, issuers, segments, services, flows, forbids, points);
    }

    /**
     * The same policy with further services.
     *
     * @throws IllegalArgumentException naming the first inconsistency
     */
    public Policy with(List<Service> more) {
        return more.isEmpty()
                ? this
                : new Policy(
                        name,
                        environments,
                        issuers,
                        segments,
                        Stream.concat(services.stream(), more.stream()).toList(),
                        flows,
                        forbids,
                        enforcementPoints);
    }

    /** What bundles of this policy carry. */
    public PolicyName name() {
        return name;
    }

    /** Where it runs, not empty. */
    public List<Environment> environments() {
        return environments;
    }

    /** Whose tokens are trusted. */
    public List<Issuer> issuers() {
        return issuers;
    }

    /** The zones. */
    public List<Segment> segments() {
        return segments;
    }

    /** The workloads. */
    public List<Service> services() {
        return services;
    }

    /** What is allowed, in the order of the document. */
    public List<Flow> flows() {
        return flows;
    }

    /** What is denied whatever flows say, in the order of the document. */
    public List<Forbid> forbids() {
        return forbids;
    }

    /** Who asks for decisions, and what is believed of it. */
    public List<EnforcementPoint> enforcementPoints() {
        return enforcementPoints;
    }

    /** The policy in numbers, which its consistency was checked by. */
    public PolicyIndex index() {
        return index;
    }

    private List<Object> parts() {
        return List.of(name, environments, issuers, segments, services, flows, forbids, enforcementPoints);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policy that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return name.text();
    }
}
