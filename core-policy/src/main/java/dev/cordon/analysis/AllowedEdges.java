package dev.cordon.analysis;

import dev.cordon.analysis.EdgeSummary.Edge;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyIndex;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Vouching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every edge on which a policy may allow a direct call, with the terms of it: what the flow demands, what the target's
 * segment asks, who may vouch for the caller, which forbids may still apply. An edge that is not among them is denied
 * whatever a caller shows.
 */
final class AllowedEdges {

    /** The operation of a service that takes every method and path. */
    static final String ANY = "any operation";

    private final Policy policy;
    private final PolicyIndex index;
    private final Map<SegmentName, Segment> segments = new HashMap<>();
    private final SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();

    private AllowedEdges(Policy policy) {
        this.policy = policy;
        this.index = policy.index();
        policy.segments().forEach(segment -> segments.put(segment.name(), segment));
    }

    static SortedMap<Edge, SortedSet<String>> of(Policy policy) {
        AllowedEdges all = new AllowedEdges(policy);
        for (int flow = 0; flow < policy.flows().size(); flow++) {
            all.add(flow);
        }
        return all.edges;
    }

    private void add(int number) {
        Flow flow = policy.flows().get(number);
        List<Service> callers = services(flow.edge().from());
        int listed = index.flowEdges().count(number);
        for (int i = 0; i < listed; i++) {
            add(flow, callers, index.flowEdges().operation(number, i));
        }
        if (flow.edge().operations() instanceof Operations.All) {
            for (int operation = 0; operation < index.operations().count(); operation++) {
                Service target = policy.services().get(index.operations().serviceOf(operation));
                if (flow.edge().to().includes(target, segmentOf(target))) {
                    add(flow, callers, operation);
                }
            }
        }
    }

    private void add(Flow flow, List<Service> callers, int operation) {
        Service target = policy.services().get(index.operations().serviceOf(operation));
        for (Service caller : callers) {
            List<String> terms = terms(flow, caller, target, operation);
            if (!terms.isEmpty()) {
                Operation named = index.operations().named(operation);
                Edge edge =
                        new Edge(caller.name().text(), target.name().text(), named == null ? ANY : named.toString());
                edges.computeIfAbsent(edge, none -> new TreeSet<>()).add(String.join("; ", terms));
            }
        }
    }

    /** None where a forbid always applies, or nobody can make the caller known. */
    private List<String> terms(Flow flow, Service caller, Service target, int operation) {
        List<String> terms = new ArrayList<>(Terms.of(flow));
        Segment asked = segmentOf(target);
        terms.addAll(Terms.of(asked));
        List<String> issuers = issuers(flow, caller);
        List<String> points = points(flow, asked);
        boolean known = !issuers.isEmpty() || flow.tokens() == TokenKind.API_KEY;
        if (flow.tokens() == TokenKind.VOUCHED && points.isEmpty()
                || asked.authentication().needsToken() && !known && flow.tokens() != TokenKind.VOUCHED
                || asked.authentication().needsCertificate()
                        && caller.identities().isEmpty()) {
            return List.of();
        }
        points.forEach(point -> terms.add("or as told by " + point));
        if (!issuers.isEmpty()) {
            terms.add("vouched for by " + String.join(", ", issuers));
        }
        if (asked.authentication().needsCertificate()) {
            terms.add("known as " + caller.identities());
        }
        for (int i = 0; i < policy.forbids().size(); i++) {
            Forbid forbid = policy.forbids().get(i);
            if (forbids(i, caller, target, operation)) {
                if (forbid.when().isEmpty()) {
                    return List.of();
                }
                Terms.conditions(forbid.when(), "unless ", terms);
            }
        }
        return terms;
    }

    private boolean forbids(int number, Service caller, Service target, int operation) {
        Forbid forbid = policy.forbids().get(number);
        return forbid.edge().from().includes(caller, segmentOf(caller))
                && forbid.edge().to().includes(target, segmentOf(target))
                && (forbid.edge().operations() instanceof Operations.All
                        || index.forbidEdges().lists(number, operation));
    }

    private List<String> issuers(Flow flow, Service caller) {
        List<String> names = new ArrayList<>();
        for (Issuer issuer : policy.issuers()) {
            boolean speaks = issuer.speaksFor().stream().anyMatch(party -> party.includes(caller, segmentOf(caller)));
            if (issuer.kind() == flow.tokens() && speaks) {
                names.add(IssuerTerms.text(issuer, caller.name()));
            }
        }
        return names;
    }

    /** Who is believed when it asks: about the caller, for flows that take a word; about places and certificates. */
    private List<String> points(Flow flow, Segment asked) {
        boolean vouched = flow.tokens() == TokenKind.VOUCHED;
        boolean bound =
                !asked.authentication().needsToken() || !asked.token().bind().isEmpty();
        if (vouched && bound) {
            return List.of();
        }
        List<String> points = new ArrayList<>();
        for (EnforcementPoint point : policy.enforcementPoints()) {
            List<Vouching> words = point.vouchesFor().stream()
                    .filter(what -> vouched || what != Vouching.SUBJECT)
                    .toList();
            if (vouched ? words.contains(Vouching.SUBJECT) : !words.isEmpty()) {
                points.add(point.service() + " " + words);
            }
        }
        return points;
    }

    private List<Service> services(Party party) {
        return policy.services().stream()
                .filter(service -> party.includes(service, segmentOf(service)))
                .toList();
    }

    private Segment segmentOf(Service service) {
        Segment segment = segments.get(service.segment());
        if (segment == null) {
            throw new IllegalStateException("a policy has the segments of its services");
        }
        return segment;
    }
}
