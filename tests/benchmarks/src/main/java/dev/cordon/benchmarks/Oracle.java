package dev.cordon.benchmarks;

import dev.cordon.network.IpAddress;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is right, by reading the policy's own lists. Slow, and obvious. */
final class Oracle {

    /** The day of all calls. */
    static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

    private final Map<String, Flow> flows = new HashMap<>();
    private final Map<String, List<Flow>> byTarget = new HashMap<>();
    private final Map<String, String> segments = new HashMap<>();

    Oracle(Policy policy) {
        for (Flow flow : policy.flows()) {
            flows.put(flow.id().text(), flow);
            byTarget.computeIfAbsent(name(flow.edge().to()), none -> new ArrayList<>())
                    .add(flow);
        }
        for (Service service : policy.services()) {
            segments.put(service.name().text(), service.segment().text());
        }
    }

    /** Whether the flow that the call's token names allows it. */
    boolean allows(Ask ask) {
        Flow flow = flows.get(ask.flow());
        return covers(flow, ask)
                && flow.scopes().stream().allMatch(scope -> ask.scopes().contains(scope.text()))
                && flow.when().stream().allMatch(condition -> holds(condition, ask));
    }

    /** Whether any flow is about caller, target, method and path: as much as engines know that have nothing else. */
    boolean isEdge(Ask ask) {
        return byTarget.getOrDefault(ask.target(), List.of()).stream().anyMatch(flow -> covers(flow, ask));
    }

    /** The name of a service's segment. */
    String segmentOf(String service) {
        return segments.get(service);
    }

    private boolean covers(Flow flow, Ask ask) {
        String from = name(flow.edge().from());
        boolean caller = from.equals(ask.caller()) || from.equals(segments.get(ask.caller()));
        return caller
                && name(flow.edge().to()).equals(ask.target())
                && operations(flow).stream().anyMatch(operation -> matches(operation, ask));
    }

    static List<Operation> operations(Flow flow) {
        return ((Operations.Listed) flow.edge().operations()).list();
    }

    static String name(Party party) {
        return party instanceof Party.OfSegment segment
                ? segment.segment().text()
                : ((Party.OfService) party).service().text();
    }

    private static boolean matches(Operation operation, Ask ask) {
        String[] pattern = operation.path().text().split("/", -1);
        String[] path = ask.path().split("/", -1);
        if (!operation.method().name().equals(ask.method()) || pattern.length != path.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].startsWith("{") && !pattern[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Condition condition, Ask ask) {
        if (condition instanceof Condition.Network network) {
            IpAddress address = IpAddress.parse(ask.source()).orElseThrow();
            return network.blocks().stream().anyMatch(block -> block.contains(address));
        }
        if (condition instanceof Condition.InEnvironment environment) {
            return environment.environments().contains(Workload.ENVIRONMENTS.get(ask.environment()));
        }
        Instant now = MIDNIGHT.plusSeconds(60L * ask.minute());
        return ((Condition.Time) condition).windows().stream().anyMatch(window -> window.contains(now));
    }
}
