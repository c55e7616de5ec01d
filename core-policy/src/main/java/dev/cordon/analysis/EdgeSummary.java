package dev.cordon.analysis;

import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who called what, summed up from the lines of a decision log. It grows with the policy, not with the log: what callers
 * choose freely, such as unknown hosts and paths, is not told apart. Not for use by many threads.
 */
public final class EdgeSummary {

    /** What is not known. */
    public static final String UNKNOWN = "-";

    /** More than any policy's edges that are really used; a forged log can name as many as it likes. */
    private static final int MOST = 100_000;

    /** No name that a policy can have is longer, in characters. */
    private static final int LONGEST = 2048;

    private final SortedMap<Edge, EdgeCount> edges = new TreeMap<>();
    private final Set<String> usedFlows = new HashSet<>();
    private final Set<String> usedOperations = new HashSet<>();
    private long calls;
    private long lost;
    private long beyond;

    /** A summary of nothing yet. */
    public EdgeSummary() {}

    /**
     * From whom to what, each {@link #UNKNOWN} where the record does not know it.
     *
     * @param caller the calling service
     * @param target the service called
     * @param operation the operation called
     */
    public record Edge(String caller, String target, String operation) implements Comparable<Edge> {

        @Override
        public int compareTo(Edge other) {
            int order = caller.compareTo(other.caller);
            order = order != 0 ? order : target.compareTo(other.target);
            return order != 0 ? order : operation.compareTo(other.operation);
        }
    }

    /**
     * Adds a line.
     *
     * @throws UnreadableLineException where it is no JSON object, or a record that lacks something
     */
    public void add(String text) throws UnreadableLineException {
        LineFields line = new LineFields("", LogLine.object(text));
        if (!line.has("id") || !line.has("outcome")) {
            lost += line.has("dropped") ? line.number("dropped") : 0;
            return;
        }
        Instant time = line.time("time");
        boolean allowed = line.text("outcome").equals("allow");
        Optional<String> reason = allowed ? Optional.empty() : Optional.of(line.text("reason"));
        Edge edge = new Edge(named(line, "caller"), named(line, "target"), named(line, "operation"));
        if (line.optional("decided").filter("allow"::equals).isPresent()) {
            LineFields from = line.object("madeFrom");
            use(usedFlows, key(from.text("policy"), from.text("environment"), line.text("flow")));
            use(
                    usedOperations,
                    key(from.text("policy"), from.text("environment"), edge.target() + " " + edge.operation()));
        }
        calls++;
        EdgeCount count = edges.get(edge);
        if (count == null && edges.size() >= MOST) {
            beyond++;
            return;
        }
        edges.computeIfAbsent(edge, EdgeCount::new)
                .add(time, reason, line.optional("shadowed").isPresent());
    }

    private static void use(Set<String> used, String name) {
        if (used.size() < MOST && name.length() <= 2 * LONGEST) {
            used.add(name);
        }
    }

    private static String named(LineFields line, String member) throws UnreadableLineException {
        return line.optional(member).filter(name -> name.length() <= LONGEST).orElse(UNKNOWN);
    }

    private static String key(String policy, String environment, String name) {
        return policy + " " + environment + " " + name;
    }

    /** The edges with their counts, sorted by caller, target and operation. */
    public Collection<EdgeCount> edges() {
        return Collections.unmodifiableCollection(edges.values());
    }

    /** The flows of a policy, in its order, by which no call was allowed. */
    public List<Flow> neverUsed(Policy policy, String environment) {
        return policy.flows().stream()
                .filter(flow -> !usedFlows.contains(
                        key(policy.name().text(), environment, flow.id().text())))
                .toList();
    }

    /** The operations that services of a policy list, in its order, by which no call was allowed. */
    public List<Uncalled> neverCalled(Policy policy, String environment) {
        List<Uncalled> uncalled = new ArrayList<>();
        for (Service service : policy.services()) {
            if (service.operations().orElse(null) instanceof Operations.Listed listed) {
                for (Operation operation : listed.list()) {
                    String name = service.name() + " " + operation;
                    if (!usedOperations.contains(key(policy.name().text(), environment, name))) {
                        uncalled.add(new Uncalled(service.name(), operation));
                    }
                }
            }
        }
        return List.copyOf(uncalled);
    }

    /**
     * What nobody was let call.
     *
     * @param service whose it is
     * @param operation what it is
     */
    public record Uncalled(ServiceName service, Operation operation) {}

    /** How many calls were added. */
    public long calls() {
        return calls;
    }

    /** How many records the log says that it lost. */
    public long lost() {
        return lost;
    }

    /** How many calls are in no edge, because there are too many edges. */
    public long beyond() {
        return beyond;
    }
}
