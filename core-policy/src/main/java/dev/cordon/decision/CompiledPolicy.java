package dev.cordon.decision;

import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.Flow;
import dev.cordon.policy.NumberedNames;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyIndex;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Vouching;
import dev.cordon.request.Asking;
import dev.cordon.request.ClientCertificate;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy as an index: names are numbers, templates a trie, rules a table by edge. Made once, immutable, shared by all
 * threads. Services are numbered from 0, segments after them ({@link #asCaller}); as targets, operations are numbered
 * from 0, then services, then segments.
 */
public final class CompiledPolicy {

    /** Not known. */
    static final int UNKNOWN = NumberedNames.UNKNOWN;

    private final Policy source;
    final PolicyIndex index;
    /** By the number of the service. */
    final Demands[] demandsOf;

    final OperationTable operations;
    final Identities identities;
    final EdgeIndex flowEdges;
    final EdgeIndex forbidEdges;
    final Map<String, BitSet> speaksFor;
    private final Map<String, EnforcementPoint> enforcementPoints;
    final RateTable rates;
    private final PolicyWords words;

    CompiledPolicy(PolicyCompiler compiler) {
        source = compiler.policy;
        index = source.index();
        demandsOf = compiler.demandsOf;
        operations = compiler.operations;
        identities = compiler.identities;
        flowEdges = compiler.flowEdges;
        forbidEdges = compiler.forbidEdges;
        speaksFor = compiler.speaksFor;
        enforcementPoints = source.enforcementPoints().stream()
                .collect(Collectors.toUnmodifiableMap(point -> point.service().text(), Function.identity()));
        rates = new RateTable(source);
        words = new PolicyWords(source);
    }

    /** The index of a policy. Takes time and memory linear in the policy's size. */
    public static CompiledPolicy of(Policy policy) {
        return new CompiledPolicy(new PolicyCompiler(policy));
    }

    /** The policy that this was made from. */
    public Policy source() {
        return source;
    }

    /** What callers' evidence is compared with. */
    public PolicyWords words() {
        return words;
    }

    /** The flow of that id; empty where the policy has no such flow. */
    public Optional<Flow> flow(String id) {
        int number = index.flows().number(id);
        return number < 0 ? Optional.empty() : Optional.of(flow(number));
    }

    /** The enforcement point that is that service; empty where the policy names none. */
    public Optional<EnforcementPoint> enforcementPoint(String service) {
        return Optional.ofNullable(enforcementPoints.get(service));
    }

    /**
     * Whether what is told of a call may be believed. Who decides itself has seen it; who asks is believed as named.
     */
    boolean believes(@Nullable Asking asking, Vouching what) {
        if (asking == null) {
            return true;
        }
        EnforcementPoint point = enforcementPoints.get(asking.point());
        return point != null && point.vouchesFor().contains(what);
    }

    /** Whether a service is known by that DNS name of its certificate. */
    public boolean identifiesByDnsName(String name) {
        return identities.knowsDnsName(name);
    }

    /** Whether a service is known by that subject of its certificate. */
    public boolean identifiesBySubject(String distinguishedName) {
        return identities.knowsSubject(distinguishedName);
    }

    /** The segment of a service; empty where the policy has no such service. */
    public Optional<Segment> segmentOf(ServiceName service) {
        int number = service(service.text());
        return number < 0 ? Optional.empty() : Optional.of(demandsOf[number].segment);
    }

    /** The one service that a client certificate names; empty where it names none, or several. */
    public Optional<ServiceName> serviceOf(ClientCertificate certificate) {
        int number = identities.service(certificate);
        return number < 0 ? Optional.empty() : Optional.of(service(number).name());
    }

    /** The service of that name; empty where the policy has no such service. */
    public Optional<Service> serviceNamed(String name) {
        int number = service(name);
        return number < 0 ? Optional.empty() : Optional.of(service(number));
    }

    int service(String name) {
        return index.services().number(name);
    }

    Flow flow(int number) {
        return source.flows().get(number);
    }

    Service service(int number) {
        return source.services().get(number);
    }

    /** The operation, or null for the one that stands for all of a service that lists none. */
    @Nullable
    Operation operation(int number) {
        return index.operations().named(number);
    }

    /** Segments as ends of rules are numbered after the services. */
    int asCaller(int segment) {
        return demandsOf.length + segment;
    }

    int serviceAsTarget(int service) {
        return index.operations().count() + service;
    }

    int segmentAsTarget(int segment) {
        return index.operations().count() + demandsOf.length + segment;
    }

    String ruleId(Reason reason, int rule) {
        return reason == Reason.FORBIDDEN
                ? source.forbids().get(rule).id().text()
                : source.flows().get(rule).id().text();
    }
}
