package dev.cordon.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What must hold between the parts of a policy. Authors get friendlier words earlier; this is the last line. Sets hold
 * texts, whose hashes the JDK keeps, and messages are made only where something is wrong: a policy of 50,000 flows is
 * checked whenever a process starts.
 */
final class Consistency {

    private final Set<String> segments = new HashSet<>();
    private final Offers offers = new Offers();

    Consistency(List<Segment> segmentList, List<Service> serviceList) {
        Set<String> names = new HashSet<>();
        for (Segment segment : segmentList) {
            require(names.add(segment.name().text()), () -> "`" + segment.name() + "` is named twice");
            segments.add(segment.name().text());
        }
        for (Service service : serviceList) {
            require(names.add(service.name().text()), () -> "`" + service.name() + "` is named twice");
            require(
                    segments.contains(service.segment().text()),
                    () -> "service `" + service.name() + "` names an unknown segment");
            offers.add(service);
        }
        offers.requireDistinctHosts();
    }

    void check(List<Environment> environments, List<Issuer> issuers, List<Flow> flows, List<Forbid> forbids) {
        require(!environments.isEmpty(), () -> "a policy names at least one environment");
        Set<String> places = new HashSet<>();
        environments.forEach(place -> require(places.add(place.text()), () -> "an environment is named twice"));
        Set<String> issuerNames = new HashSet<>();
        Set<String> issuerTexts = new HashSet<>();
        for (Issuer issuer : issuers) {
            require(issuerNames.add(issuer.name().text()), () -> "issuer `" + issuer.name() + "` is named twice");
            require(issuerTexts.add(issuer.issuer()), () -> "iss `" + issuer.issuer() + "` has two issuers");
            issuer.speaksFor().forEach(party -> known(party, "issuer ", issuer.name()));
        }
        Context context = new Context(places, issuerNames);
        flows(flows, context);
        Set<String> forbidIds = new HashSet<>();
        for (Forbid forbid : forbids) {
            require(forbidIds.add(forbid.id().text()), () -> "forbid `" + forbid.id() + "` is named twice");
            edge(forbid.edge(), "forbid ", forbid.id());
            conditions(forbid.when(), context, "forbid ", forbid.id());
        }
    }

    /** What conditions may name. */
    private record Context(Set<String> environments, Set<String> issuers) {}

    private void flows(List<Flow> flows, Context context) {
        Set<String> ids = new HashSet<>(flows.size() * 2);
        for (Flow flow : flows) {
            if (!ids.add(flow.id().text())) {
                throw new IllegalArgumentException("flow `" + flow.id() + "` is named twice");
            }
        }
        for (Flow flow : flows) {
            edge(flow.edge(), "flow ", flow.id());
            conditions(flow.when(), context, "flow ", flow.id());
            for (FlowId next : flow.onward()) {
                if (!ids.contains(next.text())) {
                    throw wrong("flow ", flow.id(), "goes onward to an unknown flow");
                }
            }
        }
    }

    private void edge(Edge edge, String kind, Object id) {
        known(edge.from(), kind, id);
        known(edge.to(), kind, id);
        if (edge.operations() instanceof Operations.Listed listed) {
            for (Operation operation : listed.list()) {
                if (!offers.has(edge.to(), operation)) {
                    throw wrong(kind, id, "names operation `" + operation + "` that nobody offers");
                }
            }
        }
    }

    private void known(Party party, String kind, Object id) {
        if (party instanceof Party.OfService one && !offers.knows(one.service())) {
            throw wrong(kind, id, "names unknown service `" + party + "`");
        }
        if (party instanceof Party.OfSegment zone
                && !segments.contains(zone.segment().text())) {
            throw wrong(kind, id, "names unknown segment `" + party + "`");
        }
    }

    private static void conditions(List<Condition> when, Context context, String kind, Object id) {
        for (Condition condition : when) {
            if (condition instanceof Condition.InEnvironment in
                    && !in.environments().stream()
                            .allMatch(place -> context.environments().contains(place.text()))) {
                throw wrong(kind, id, "names an unknown environment");
            }
            if (condition instanceof Condition.Subject subject
                    && !context.issuers().contains(subject.issuer().text())) {
                throw wrong(kind, id, "names an unknown issuer");
            }
        }
    }

    private static IllegalArgumentException wrong(String kind, Object id, String problem) {
        return new IllegalArgumentException(kind + "`" + id + "` " + problem);
    }

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise.get());
        }
    }
}
