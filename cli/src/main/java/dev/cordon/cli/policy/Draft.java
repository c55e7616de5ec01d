package dev.cordon.cli.policy;

import dev.cordon.policy.Edge;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import java.util.List;
import java.util.Optional;

/** A policy as written, right or wrong. */
record Draft(
        Optional<PolicyName> name,
        List<Environment> environments,
        List<IssuerDraft> issuers,
        List<SegmentDraft> segments,
        Landscape landscape,
        List<FlowDraft> flows,
        List<ForbidDraft> forbids,
        List<EnforcementPoint> points) {

    /** The policy; only of a draft without errors. */
    Optional<Policy> build(EdgeCheck edges) {
        List<Issuer> built =
                issuers.stream().flatMap(issuer -> issuer.issuer().stream()).toList();
        return name.map(text -> new Policy(
                text,
                environments,
                built,
                segments.stream().map(SegmentDraft::segment).toList(),
                landscape.services().stream().map(ServiceDraft::build).toList(),
                flows.stream()
                        .flatMap(flow -> edge(flow.edge(), edges).map(flow::build).stream())
                        .toList(),
                forbids.stream()
                        .flatMap(forbid -> edge(forbid.edge(), edges).map(forbid::build).stream())
                        .toList(),
                points));
    }

    /** Operations are the target's own: parameters may have other names in the rule. */
    private static Optional<Edge> edge(EdgeDraft draft, EdgeCheck edges) {
        List<Operation> listed = draft.operations().stream()
                .flatMap(placed -> edges.offered(draft, placed.operation()).stream())
                .distinct()
                .toList();
        Operations operations = draft.all() ? Operations.all() : Operations.listed(listed);
        return draft.from().flatMap(from -> draft.to().map(to -> new Edge(from, to, operations)));
    }
}
