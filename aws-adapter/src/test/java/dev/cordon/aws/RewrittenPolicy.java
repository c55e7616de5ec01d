package dev.cordon.aws;

import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A policy with other operations or other freshness, and the same rules. */
final class RewrittenPolicy {

    private RewrittenPolicy() {}

    /** Each operation without parameters and escapes; empty where two would become one. */
    static Optional<Policy> literal(Policy policy) {
        return operations(
                policy,
                operation -> new Operation(
                        operation.method(),
                        new PathTemplate(operation
                                .path()
                                .text()
                                .replace("{", "of-")
                                .replace("}", "")
                                .replace('%', '-'))));
    }

    /** With that operation in place of the other; empty where that gives no policy. */
    static Optional<Policy> replaced(Policy policy, Operation other, Operation by) {
        return operations(policy, operation -> operation.shape().equals(other.shape()) ? by : operation);
    }

    /** With snapshots that may get that old. */
    static Policy lasting(Policy policy, Duration denyAfter) {
        return new Policy(
                policy.name(),
                policy.environments(),
                policy.issuers(),
                policy.segments().stream()
                        .map(segment -> new Segment(
                                segment.name(),
                                segment.trust(),
                                segment.authentication(),
                                segment.token(),
                                new Segment.Freshness(segment.freshness().refresh(), denyAfter),
                                segment.limits()))
                        .toList(),
                policy.services(),
                policy.flows(),
                policy.forbids());
    }

    private static Optional<Policy> operations(Policy policy, UnaryOperator<Operation> by) {
        try {
            return Optional.of(new Policy(
                    policy.name(),
                    policy.environments(),
                    policy.issuers(),
                    policy.segments(),
                    policy.services().stream()
                            .map(service -> service(service, by))
                            .toList(),
                    policy.flows().stream().map(flow -> flow(flow, by)).toList(),
                    policy.forbids().stream()
                            .map(forbid -> new Forbid(forbid.id(), edge(forbid.edge(), by), forbid.when()))
                            .toList()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Service service(Service service, UnaryOperator<Operation> by) {
        return new Service(
                service.name(),
                service.segment(),
                service.hosts(),
                service.operations().map(operations -> operations(operations, by)),
                service.identities(),
                service.publicUrl());
    }

    private static Flow flow(Flow flow, UnaryOperator<Operation> by) {
        return new Flow(
                flow.id(),
                edge(flow.edge(), by),
                flow.scopes(),
                flow.when(),
                flow.rate(),
                flow.mode(),
                flow.tokens(),
                flow.onward());
    }

    private static Edge edge(Edge edge, UnaryOperator<Operation> by) {
        return new Edge(edge.from(), edge.to(), operations(edge.operations(), by));
    }

    private static Operations operations(Operations operations, UnaryOperator<Operation> by) {
        return operations instanceof Operations.Listed listed
                ? Operations.listed(listed.list().stream().map(by).toList())
                : operations;
    }
}
