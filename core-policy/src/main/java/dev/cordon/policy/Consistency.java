package dev.cordon.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold between the parts of a policy. Authors get friendlier words earlier; this is the last line. A policy
 * of 50,000 flows is checked whenever a process starts: so what the check looks up is kept as numbers, the bodies of
 * long loops are methods, which are compiled sooner than the loops, and messages are made only where something is
 * wrong.
 */
final class Consistency {

    private final Policy policy;
    final NumberedNames segments;
    final NumberedNames services;
    final NumberedNames flows;
    final int[] segmentOf;
    final OfferedOperations operations;
    final Hosts hosts;
    final RuleEdges flowEdges;
    final RuleEdges forbidEdges;

    private final SegmentOperations zones;
    private final Set<String> environments = new HashSet<>();
    private final Set<String> issuers = new HashSet<>();

    /** @throws IllegalArgumentException naming the first inconsistency */
    Consistency(Policy policy) {
        this.policy = policy;
        segments = new NumberedNames(policy.segments().size());
        services = new NumberedNames(policy.services().size());
        segmentOf = new int[policy.services().size()];
        operations = new OfferedOperations(policy.services());
        segments();
        services();
        hosts = new Hosts(policy.services());
        hosts.requireDistinct(policy.services());
        zones = new SegmentOperations(operations, segmentOf);
        environments();
        issuers();
        flows = new NumberedNames(policy.flows().size());
        flowIds();
        flowEdges = flows();
        forbidEdges = forbids();
        enforcementPoints();
    }

    private void segments() {
        for (int i = 0; i < policy.segments().size(); i++) {
            SegmentName name = policy.segments().get(i).name();
            if (!segments.add(name.text(), i)) {
                throw wrong("", name, "is named twice");
            }
        }
    }

    private void services() {
        LongLoop.each(segmentOf.length, i -> service(i, policy.services().get(i)));
    }

    private void service(int number, Service service) {
        String name = service.name().text();
        if (segments.number(name) >= 0 || !services.add(name, number)) {
            throw wrong("", name, "is named twice");
        }
        segmentOf[number] = segments.number(service.segment().text());
        if (segmentOf[number] < 0) {
            throw wrong("service ", name, "names an unknown segment");
        }
        Operation twice = operations.add(number, service);
        if (twice != null) {
            throw wrong("service ", name, "has two of " + twice.shape());
        }
    }

    private void environments() {
        for (Environment place : policy.environments()) {
            if (!environments.add(place.text())) {
                throw new IllegalArgumentException("an environment is named twice");
            }
        }
        if (environments.isEmpty()) {
            throw new IllegalArgumentException("a policy names at least one environment");
        }
    }

    private void issuers() {
        Set<String> texts = new HashSet<>();
        for (Issuer issuer : policy.issuers()) {
            if (!issuers.add(issuer.name().text())) {
                throw wrong("issuer ", issuer.name(), "is named twice");
            }
            if (!texts.add(issuer.issuer())) {
                throw wrong("iss ", issuer.issuer(), "has two issuers");
            }
            for (Party party : issuer.speaksFor()) {
                end(party, "issuer ", issuer.name());
            }
            ClaimMapping.Aliases aliases = issuer.claims().services();
            Stream.concat(aliases.callers().values().stream(), aliases.targets().values().stream())
                    .forEach(service -> end(new Party.OfService(service), "issuer ", issuer.name()));
        }
    }

    private void flowIds() {
        LongLoop.each(policy.flows().size(), i -> flowId(policy.flows().get(i).id(), i));
    }

    private void flowId(FlowId id, int number) {
        if (!flows.add(id.text(), number)) {
            throw wrong("flow ", id, "is named twice");
        }
    }

    private RuleEdges flows() {
        RuleEdges.Builder edges = new RuleEdges.Builder(policy.flows().size());
        LongLoop.each(policy.flows().size(), i -> flow(policy.flows().get(i), edges));
        return edges.build();
    }

    private void flow(Flow flow, RuleEdges.Builder edges) {
        edge(flow.edge(), edges, "flow ", flow.id());
        conditions(flow.when(), "flow ", flow.id());
        List<FlowId> onward = flow.onward();
        for (int i = 0; i < onward.size(); i++) {
            if (flows.number(onward.get(i).text()) < 0) {
                throw wrong("flow ", flow.id(), "goes onward to an unknown flow");
            }
        }
    }

    private RuleEdges forbids() {
        RuleEdges.Builder edges = new RuleEdges.Builder(policy.forbids().size());
        Set<String> ids = new HashSet<>();
        for (Forbid forbid : policy.forbids()) {
            if (!ids.add(forbid.id().text())) {
                throw wrong("forbid ", forbid.id(), "is named twice");
            }
            edge(forbid.edge(), edges, "forbid ", forbid.id());
            conditions(forbid.when(), "forbid ", forbid.id());
        }
        return edges.build();
    }

    /** Two of one service would leave open what is believed of it. */
    private void enforcementPoints() {
        Set<String> names = new HashSet<>();
        Set<String> taken = new HashSet<>();
        for (EnforcementPoint point : policy.enforcementPoints()) {
            if (!names.add(point.name().text())) {
                throw wrong("enforcement point ", point.name(), "is named twice");
            }
            end(new Party.OfService(point.service()), "enforcement point ", point.name());
            if (!taken.add(point.service().text())) {
                throw wrong("enforcement point ", point.name(), "is the same service as another");
            }
        }
    }

    private void edge(Edge edge, RuleEdges.Builder edges, String kind, Object id) {
        int from = end(edge.from(), kind, id);
        int to = end(edge.to(), kind, id);
        edges.begin(from, to);
        if (edge.operations() instanceof Operations.Listed listed) {
            List<Operation> list = listed.list();
            for (int i = 0; i < list.size(); i++) {
                if (!add(edge.to(), to, list.get(i), edges)) {
                    throw wrong(kind, id, "names operation `" + list.get(i) + "` that nobody offers");
                }
            }
        }
        edges.end();
    }

    /** The number of a rule's end, where the policy has it. */
    private int end(Party party, String kind, Object id) {
        if (party instanceof Party.OfService one) {
            int service = services.number(one.service().text());
            if (service < 0) {
                throw wrong(kind, id, "names unknown service `" + party + "`");
            }
            return service;
        } else if (party instanceof Party.OfSegment zone) {
            int segment = segments.number(zone.segment().text());
            if (segment < 0) {
                throw wrong(kind, id, "names unknown segment `" + party + "`");
            }
            return segmentOf.length + segment;
        }
        return RuleEdges.SEVERAL;
    }

    /** Adds the operations of that shape at that end of an edge; whether anybody offers it. */
    private boolean add(Party party, int end, Operation operation, RuleEdges.Builder edges) {
        if (party instanceof Party.OfTrust level) {
            return addAtTrust(level.trust(), operation, edges);
        }
        if (end >= segmentOf.length) {
            return addAt(end - segmentOf.length, operation, edges);
        }
        int number = operations.ofService(end, operation);
        if (number == OfferedOperations.NONE) {
            return false;
        }
        edges.add(number);
        return true;
    }

    private boolean addAt(int segment, Operation operation, RuleEdges.Builder edges) {
        List<Integer> numbers = zones.of(segment, operation);
        numbers.forEach(edges::add);
        return !numbers.isEmpty();
    }

    /** Adds those of the level; enough that anybody offers one, of whatever level. */
    private boolean addAtTrust(Trust trust, Operation operation, RuleEdges.Builder edges) {
        boolean offered = false;
        for (int i = 0; i < policy.segments().size(); i++) {
            offered |= policy.segments().get(i).trust() == trust
                    ? addAt(i, operation, edges)
                    : !zones.of(i, operation).isEmpty();
        }
        return offered;
    }

    private void conditions(List<Condition> when, String kind, Object id) {
        for (int i = 0; i < when.size(); i++) {
            Condition condition = when.get(i);
            if (condition instanceof Condition.InEnvironment in && !knows(in.environments())) {
                throw wrong(kind, id, "names an unknown environment");
            }
            if (condition instanceof Condition.Subject subject
                    && !issuers.contains(subject.issuer().text())) {
                throw wrong(kind, id, "names an unknown issuer");
            }
        }
    }

    private boolean knows(List<Environment> places) {
        for (int i = 0; i < places.size(); i++) {
            if (!environments.contains(places.get(i).text())) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException wrong(String kind, Object id, String problem) {
        return new IllegalArgumentException(kind + "`" + id + "` " + problem);
    }
}
