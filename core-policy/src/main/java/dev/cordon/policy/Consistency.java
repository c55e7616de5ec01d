package dev.cordon.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between the parts of a policy. Authors get friendlier words earlier; this is the last line. */
final class Consistency {

    /** Stands among the shapes of a host for a service that takes any method and path. */
    private static final String ANY = "*";

    private final Set<SegmentName> segments = new HashSet<>();
    private final Set<ServiceName> services = new HashSet<>();
    private final Map<ServiceName, Set<String>> shapes = new HashMap<>();
    private final Map<String, Set<String>> hosts = new HashMap<>();
    private final Map<SegmentName, Set<String>> offered = new HashMap<>();

    Consistency(List<Segment> segmentList, List<Service> serviceList) {
        Set<String> names = new HashSet<>();
        for (Segment segment : segmentList) {
            require(names.add(segment.name().text()), "`" + segment.name() + "` is named twice");
            segments.add(segment.name());
        }
        for (Service service : serviceList) {
            require(names.add(service.name().text()), "`" + service.name() + "` is named twice");
            require(segments.contains(service.segment()), "service `" + service.name() + "` names an unknown segment");
            services.add(service.name());
            distinctShapes(service);
        }
    }

    private void distinctShapes(Service service) {
        Set<String> own = shapes.computeIfAbsent(service.name(), name -> new HashSet<>());
        boolean any = service.operations().orElse(null) instanceof Operations.All;
        if (service.operations().orElse(null) instanceof Operations.Listed listed) {
            for (Operation operation : listed.list()) {
                require(own.add(operation.shape()), "service `" + service.name() + "` has two of " + operation.shape());
            }
            offered.computeIfAbsent(service.segment(), name -> new HashSet<>()).addAll(own);
        }
        for (String host : service.hosts()) {
            boolean alone = !hosts.containsKey(host);
            Set<String> there = hosts.computeIfAbsent(host, name -> new HashSet<>());
            require(
                    alone || !any && !there.contains(ANY),
                    "host `" + host + "` leads to two services that take any path");
            int before = there.size();
            there.addAll(any ? Set.of(ANY) : own);
            require(there.size() == before + (any ? 1 : own.size()), "host `" + host + "` has one operation twice");
        }
    }

    void check(List<Environment> environments, List<Issuer> issuers, List<Flow> flows, List<Forbid> forbids) {
        require(!environments.isEmpty(), "a policy names at least one environment");
        require(new HashSet<>(environments).size() == environments.size(), "an environment is named twice");
        Set<IssuerName> issuerNames = new HashSet<>();
        Set<String> issuerTexts = new HashSet<>();
        for (Issuer issuer : issuers) {
            require(issuerNames.add(issuer.name()), "issuer `" + issuer.name() + "` is named twice");
            require(issuerTexts.add(issuer.issuer()), "iss `" + issuer.issuer() + "` has two issuers");
            issuer.speaksFor().forEach(party -> known(party, "issuer `" + issuer.name() + "`"));
        }
        Set<FlowId> ids = new HashSet<>();
        for (Flow flow : flows) {
            require(ids.add(flow.id()), "flow `" + flow.id() + "` is named twice");
        }
        for (Flow flow : flows) {
            edge(flow.edge(), "flow `" + flow.id() + "`");
            conditions(flow.when(), environments, issuerNames, "flow `" + flow.id() + "`");
            require(ids.containsAll(flow.onward()), "flow `" + flow.id() + "` goes onward to an unknown flow");
        }
        Set<ForbidId> forbidIds = new HashSet<>();
        for (Forbid forbid : forbids) {
            require(forbidIds.add(forbid.id()), "forbid `" + forbid.id() + "` is named twice");
            edge(forbid.edge(), "forbid `" + forbid.id() + "`");
            conditions(forbid.when(), environments, issuerNames, "forbid `" + forbid.id() + "`");
        }
    }

    private void edge(Edge edge, String where) {
        known(edge.from(), where);
        known(edge.to(), where);
        if (edge.operations() instanceof Operations.Listed listed) {
            for (Operation operation : listed.list()) {
                require(
                        offers(edge.to(), operation),
                        where + " names operation `" + operation + "` that nobody offers");
            }
        }
    }

    private boolean offers(Party party, Operation operation) {
        String shape = operation.shape();
        if (party instanceof Party.OfService one) {
            return shapes.getOrDefault(one.service(), Set.of()).contains(shape);
        }
        if (party instanceof Party.OfSegment zone) {
            return offered.getOrDefault(zone.segment(), Set.of()).contains(shape);
        }
        return offered.values().stream().anyMatch(set -> set.contains(shape));
    }

    private void known(Party party, String where) {
        if (party instanceof Party.OfService one) {
            require(services.contains(one.service()), where + " names unknown service `" + party + "`");
        } else if (party instanceof Party.OfSegment zone) {
            require(segments.contains(zone.segment()), where + " names unknown segment `" + party + "`");
        }
    }

    private static void conditions(
            List<Condition> when, List<Environment> environments, Set<IssuerName> issuers, String where) {
        for (Condition condition : when) {
            if (condition instanceof Condition.InEnvironment in) {
                require(environments.containsAll(in.environments()), where + " names an unknown environment");
            } else if (condition instanceof Condition.Subject subject) {
                require(issuers.contains(subject.issuer()), where + " names an unknown issuer");
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
