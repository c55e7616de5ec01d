package dev.cordon.decision;

import dev.cordon.policy.Operation;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy as an index: names are numbers, templates a trie, rules a table by edge. Made once, immutable, shared by all
 * threads. Services are numbered from 0, segments after them ({@link #segmentNumber}); as targets, operations are
 * numbered from 0, then services, then segments.
 */
public final class CompiledPolicy {

    /** Not known. */
    static final int UNKNOWN = -1;

    private final Policy source;
    final Map<String, Integer> services;
    final Segment[] segmentOf;
    final int[] segmentNumber;
    final OperationTable operations;
    final Identities identities;
    final CompiledRule[] flows;
    final EdgeIndex flowEdges;
    final EdgeIndex forbidEdges;
    final Map<String, Integer> flowNumbers;
    final Map<String, BitSet> speaksFor;

    CompiledPolicy(PolicyCompiler compiler) {
        source = compiler.policy;
        services = compiler.services;
        segmentOf = compiler.segmentOf;
        segmentNumber = compiler.segmentNumber;
        operations = compiler.operations;
        identities = compiler.identities;
        flows = compiler.flows;
        flowEdges = compiler.flowEdges;
        forbidEdges = compiler.forbidEdges;
        flowNumbers = compiler.flowNumbers;
        speaksFor = compiler.speaksFor;
    }

    /** The index of a policy. Takes time and memory linear in the policy's size. */
    public static CompiledPolicy of(Policy policy) {
        return new CompiledPolicy(new PolicyCompiler(policy));
    }

    /** The policy that this was made from. */
    public Policy source() {
        return source;
    }

    /** The segment of a service; empty where the policy has no such service. */
    public Optional<Segment> segmentOf(ServiceName service) {
        int number = service(service.text());
        return number < 0 ? Optional.empty() : Optional.of(segmentOf[number]);
    }

    int service(String name) {
        return services.getOrDefault(name, UNKNOWN);
    }

    Service service(int number) {
        return source.services().get(number);
    }

    /** The operation, or null for the one that stands for all of a service that lists none. */
    @Nullable
    Operation operation(int number) {
        return operations.named[number];
    }

    /** Segments as ends of rules are numbered after the services. */
    int asCaller(int segment) {
        return services.size() + segment;
    }

    int serviceAsTarget(int service) {
        return operations.named.length + service;
    }

    int segmentAsTarget(int segment) {
        return operations.named.length + services.size() + segment;
    }

    String ruleId(Reason reason, int rule) {
        return reason == Reason.FORBIDDEN
                ? source.forbids().get(rule).id().text()
                : source.flows().get(rule).id().text();
    }
}
