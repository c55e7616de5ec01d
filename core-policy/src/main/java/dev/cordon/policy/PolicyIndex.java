package dev.cordon.policy;

/**
 * A policy in numbers, as the check of its consistency finds them: whoever compiles it need not look names up again.
 * Segments, services, operations, flows and forbids are numbered from 0 in the order of the policy.
 */
public final class PolicyIndex {

    private final NumberedNames services;
    private final NumberedNames flows;
    private final int[] segmentOf;
    private final OfferedOperations operations;
    private final Hosts hosts;
    private final RuleEdges flowEdges;
    private final RuleEdges forbidEdges;
    private final NumberedNames segments;

    PolicyIndex(Consistency checked) {
        segments = checked.segments;
        services = checked.services;
        flows = checked.flows;
        segmentOf = checked.segmentOf;
        operations = checked.operations;
        hosts = checked.hosts;
        flowEdges = checked.flowEdges;
        forbidEdges = checked.forbidEdges;
    }

    /** The segments by name. */
    public NumberedNames segments() {
        return segments;
    }

    /** The services by name. */
    public NumberedNames services() {
        return services;
    }

    /** The flows by id. */
    public NumberedNames flows() {
        return flows;
    }

    /** The segment of a service. */
    public int segmentOf(int service) {
        return segmentOf[service];
    }

    /** What services offer. */
    public OfferedOperations operations() {
        return operations;
    }

    /** The hosts of services. */
    public Hosts hosts() {
        return hosts;
    }

    /** The edges of flows. */
    public RuleEdges flowEdges() {
        return flowEdges;
    }

    /** The edges of forbids. */
    public RuleEdges forbidEdges() {
        return forbidEdges;
    }
}
