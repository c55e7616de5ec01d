package dev.cordon.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which operations services, segments and hosts offer, by shape, gathered while a policy is checked. */
final class Offers {

    /** Stands among the segments for all of them; no name. */
    private static final String ALL = "*";

    private final Map<String, ShapeSet> byService = new HashMap<>();
    private final Map<String, List<ShapeSet>> bySegment = new HashMap<>();
    /** The shapes of all services of a segment, or of all there are. */
    private final Map<String, ShapeSet> together = new HashMap<>();

    private final Map<String, List<ShapeSet>> byHost = new HashMap<>();
    /** The hosts of services that take any method and path. */
    private final Set<String> open = new HashSet<>();

    /** Adds a service, whose name is no other's; refuses one that offers an operation twice. */
    void add(Service service) {
        ShapeSet own = ShapeSet.NONE;
        if (service.operations().orElse(null) instanceof Operations.Listed listed) {
            own = new ShapeSet(listed.list());
            Operation twice = own.repeated();
            if (twice != null) {
                throw new IllegalArgumentException("service `" + service.name() + "` has two of " + twice.shape());
            }
            bySegment
                    .computeIfAbsent(service.segment().text(), name -> new ArrayList<>())
                    .add(own);
        }
        byService.put(service.name().text(), own);
        for (String host : service.hosts()) {
            byHost.computeIfAbsent(host, name -> new ArrayList<>(1)).add(own);
            if (service.operations().orElse(null) instanceof Operations.All) {
                open.add(host);
            }
        }
    }

    /** Refuses a host of several services of which two would answer one call. */
    void requireDistinctHosts() {
        byHost.forEach((host, sets) -> {
            if (sets.size() > 1) {
                Consistency.require(
                        !open.contains(host), () -> "host `" + host + "` leads to two services that take any path");
                Consistency.require(
                        union(sets).repeated() == null, () -> "host `" + host + "` has one operation twice");
            }
        });
    }

    boolean knows(ServiceName service) {
        return byService.containsKey(service.text());
    }

    /** Whether that end of an edge, or any service of it, offers an operation of this shape. */
    boolean has(Party party, Operation operation) {
        if (party instanceof Party.OfService one) {
            return byService.getOrDefault(one.service().text(), ShapeSet.NONE).contains(operation);
        }
        String segment = party instanceof Party.OfSegment zone ? zone.segment().text() : ALL;
        return together.computeIfAbsent(segment, this::segment).contains(operation);
    }

    /** Made where an edge asks for it: most name services. */
    private ShapeSet segment(String segment) {
        return union(
                segment.equals(ALL)
                        ? bySegment.values().stream().flatMap(List::stream).toList()
                        : bySegment.getOrDefault(segment, List.of()));
    }

    private static ShapeSet union(List<ShapeSet> sets) {
        List<Operation> all = new ArrayList<>();
        sets.forEach(set -> all.addAll(set.operations()));
        return new ShapeSet(all);
    }
}
