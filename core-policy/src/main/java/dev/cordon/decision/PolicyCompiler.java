package dev.cordon.decision;

import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers everything and fills the tables; used once. */
final class PolicyCompiler {

    final Policy policy;
    final Map<String, Integer> services = new HashMap<>();
    final Segment[] segmentOf;
    final int[] segmentNumber;
    final OperationTable operations;
    final Identities identities;
    final CompiledRule[] flows;
    final EdgeIndex flowEdges;
    final EdgeIndex forbidEdges;
    final Map<String, Integer> flowNumbers = new HashMap<>();
    final Map<String, BitSet> speaksFor = new HashMap<>();

    private final Map<String, Integer> segments = new HashMap<>();
    private final ShapeIndex shapes;

    PolicyCompiler(Policy policy) {
        this.policy = policy;
        int count = policy.services().size();
        segmentOf = new Segment[count];
        segmentNumber = new int[count];
        number();
        operations = new OperationTable(policy);
        identities = new Identities(policy);
        shapes = new ShapeIndex(operations, segmentNumber);
        flows = new CompiledRule[policy.flows().size()];
        flowEdges = flows();
        forbidEdges = forbids();
        for (Issuer issuer : policy.issuers()) {
            speaksFor.put(issuer.name().text(), speakers(issuer));
        }
    }

    private void number() {
        for (Segment segment : policy.segments()) {
            segments.put(segment.name().text(), segments.size());
        }
        for (Service service : policy.services()) {
            int number = services.size();
            int segment = segments.getOrDefault(service.segment().text(), 0);
            services.put(service.name().text(), number);
            segmentNumber[number] = segment;
            segmentOf[number] = policy.segments().get(segment);
        }
    }

    private EdgeIndex flows() {
        EdgeIndex.Builder index = new EdgeIndex.Builder();
        for (int i = 0; i < flows.length; i++) {
            Flow flow = policy.flows().get(i);
            int from = end(flow.edge().from());
            int to = end(flow.edge().to());
            int[] listed = listed(flow.edge(), to);
            flows[i] = new CompiledRule(from, operations.named.length + to, listed, flow);
            add(index, from, to, listed, i);
            flowNumbers.put(flow.id().text(), i);
        }
        return index.build();
    }

    private EdgeIndex forbids() {
        EdgeIndex.Builder index = new EdgeIndex.Builder();
        for (int i = 0; i < policy.forbids().size(); i++) {
            Edge edge = policy.forbids().get(i).edge();
            for (int from : ends(edge.from())) {
                for (int to : ends(edge.to())) {
                    add(index, from, to, listed(edge, to), i);
                }
            }
        }
        return index.build();
    }

    private void add(EdgeIndex.Builder index, int from, int to, int[] listed, int rule) {
        if (listed == CompiledRule.ALL) {
            index.add(from, operations.named.length + to, rule);
        } else {
            for (int operation : listed) {
                index.add(from, operation, rule);
            }
        }
    }

    /** The numbers of a rule's end: one, but for a trust level all its segments. */
    private List<Integer> ends(Party party) {
        if (!(party instanceof Party.OfTrust level)) {
            return List.of(end(party));
        }
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < policy.segments().size(); i++) {
            if (policy.segments().get(i).trust() == level.trust()) {
                ends.add(callerOfSegment(i));
            }
        }
        return ends;
    }

    /** The number of a service or segment, which the policy knows. */
    private int end(Party party) {
        return party instanceof Party.OfService one
                ? services.getOrDefault(one.service().text(), 0)
                : callerOfSegment(segments.getOrDefault(party.toString(), 0));
    }

    private int callerOfSegment(int segment) {
        return services.size() + segment;
    }

    /** The operations that an edge lists, as far as that end has them; sorted. */
    private int[] listed(Edge edge, int end) {
        if (!(edge.operations() instanceof Operations.Listed listed)) {
            return CompiledRule.ALL;
        }
        return end < services.size()
                ? ofService(end, listed.list())
                : listed.list().stream()
                        .flatMap(operation -> shapes.ofSegment(end - services.size(), operation).stream())
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray();
    }

    private int[] ofService(int service, List<Operation> list) {
        int[] numbers = new int[list.size()];
        int count = 0;
        for (Operation operation : list) {
            int number = shapes.ofService(service, operation);
            if (number != ShapeIndex.NONE) {
                numbers[count++] = number;
            }
        }
        Arrays.sort(numbers, 0, count);
        return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
    }

    private BitSet speakers(Issuer issuer) {
        BitSet speakers = new BitSet(services.size());
        BitSet zones = new BitSet(segments.size());
        for (Party party : issuer.speaksFor()) {
            for (int end : ends(party)) {
                if (end < services.size()) {
                    speakers.set(end);
                } else {
                    zones.set(end - services.size());
                }
            }
        }
        for (int i = 0; i < segmentNumber.length; i++) {
            if (zones.get(segmentNumber[i])) {
                speakers.set(i);
            }
        }
        return speakers;
    }
}
