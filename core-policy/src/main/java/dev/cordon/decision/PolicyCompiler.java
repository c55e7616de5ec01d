package dev.cordon.decision;

import dev.cordon.policy.Edge;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.LongLoop;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyIndex;
import dev.cordon.policy.RuleEdges;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Fills the tables; used once. */
final class PolicyCompiler {

    final Policy policy;
    final Demands[] demandsOf;
    final OperationTable operations;
    final Identities identities;
    final EdgeIndex flowEdges;
    final EdgeIndex forbidEdges;
    final Map<String, BitSet> speaksFor = new HashMap<>();

    private final PolicyIndex index;
    private final int targets;

    PolicyCompiler(Policy policy) {
        this.policy = policy;
        index = policy.index();
        targets = index.operations().count();
        Demands[] demands = policy.segments().stream().map(Demands::new).toArray(Demands[]::new);
        demandsOf = new Demands[policy.services().size()];
        for (int i = 0; i < demandsOf.length; i++) {
            demandsOf[i] = demands[index.segmentOf(i)];
        }
        operations = new OperationTable(policy);
        identities = new Identities(policy);
        flowEdges = flows();
        forbidEdges = forbids();
        for (Issuer issuer : policy.issuers()) {
            speaksFor.put(issuer.name().text(), speakers(issuer));
        }
    }

    private EdgeIndex flows() {
        int count = policy.flows().size();
        EdgeIndex.Builder builder = new EdgeIndex.Builder(count + count / 2);
        LongLoop.each(count, i -> flow(i, policy.flows().get(i).edge(), builder));
        return builder.build();
    }

    /** A flow names a service or a segment at both ends. */
    private void flow(int flow, Edge edge, EdgeIndex.Builder builder) {
        int from = index.flowEdges().from(flow);
        if (edge.operations() instanceof Operations.All) {
            builder.addWide(from, targets + index.flowEdges().to(flow), flow);
        } else {
            addListed(index.flowEdges(), flow, from, builder);
        }
    }

    private static void addListed(RuleEdges edges, int rule, int from, EdgeIndex.Builder builder) {
        for (int i = 0; i < edges.count(rule); i++) {
            builder.add(from, edges.operation(rule, i), rule);
        }
    }

    private EdgeIndex forbids() {
        EdgeIndex.Builder builder = new EdgeIndex.Builder(policy.forbids().size());
        for (int i = 0; i < policy.forbids().size(); i++) {
            Edge edge = policy.forbids().get(i).edge();
            for (int from : ends(edge.from(), index.forbidEdges().from(i))) {
                if (edge.operations() instanceof Operations.All) {
                    for (int to : ends(edge.to(), index.forbidEdges().to(i))) {
                        builder.addWide(from, targets + to, i);
                    }
                } else {
                    addListed(index.forbidEdges(), i, from, builder);
                }
            }
        }
        return builder.build();
    }

    /** The numbers of a rule's end: one, but for a trust level all its segments. */
    private int[] ends(Party party, int end) {
        if (!(party instanceof Party.OfTrust level)) {
            return new int[] {end};
        }
        BitSet ends = new BitSet();
        for (int i = 0; i < policy.segments().size(); i++) {
            if (policy.segments().get(i).trust() == level.trust()) {
                ends.set(demandsOf.length + i);
            }
        }
        return ends.stream().toArray();
    }

    private BitSet speakers(Issuer issuer) {
        BitSet speakers = new BitSet(demandsOf.length);
        BitSet zones = new BitSet(policy.segments().size());
        for (Party party : issuer.speaksFor()) {
            if (party instanceof Party.OfService one) {
                speakers.set(index.services().number(one.service().text()));
            } else {
                for (int zone : ends(party, zone(party))) {
                    zones.set(zone - demandsOf.length);
                }
            }
        }
        for (int i = 0; i < demandsOf.length; i++) {
            if (zones.get(index.segmentOf(i))) {
                speakers.set(i);
            }
        }
        return speakers;
    }

    private int zone(Party party) {
        return demandsOf.length + index.segments().number(party.toString());
    }
}
