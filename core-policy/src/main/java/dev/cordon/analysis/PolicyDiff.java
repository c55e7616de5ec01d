package dev.cordon.analysis;

import dev.cordon.analysis.EdgeSummary.Edge;
import dev.cordon.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a new policy allows and an old one did not, and the other way round: edges, not lines of a document. An edge is
 * a caller, a service it calls directly and an operation; for one that both allow, the terms are compared: scopes,
 * conditions, rate and mode of its flows, what the target's segment asks, who may vouch for the caller, forbids.
 *
 * @param changes the edges that differ, in the order of caller, target and operation
 */
public record PolicyDiff(List<Change> changes) {

    /** What became of an edge. */
    public enum Kind {
        /** Nothing allowed it before. */
        ALLOWED,
        /** Nothing allows it any more. */
        DENIED,
        /** It is allowed on other terms. */
        CHANGED
    }

    /**
     * One edge that differs.
     *
     * @param kind what became of it
     * @param edge the edge
     * @param before on what terms the old policy allowed it, one line for each way; empty where it did not
     * @param after on what terms the new one does
     */
    public record Change(Kind kind, Edge edge, List<String> before, List<String> after) {}

    /** Copies the list. */
    public PolicyDiff {
        changes = List.copyOf(changes);
    }

    /** Compares two policies. */
    public static PolicyDiff of(Policy old, Policy fresh) {
        SortedMap<Edge, SortedSet<String>> before = AllowedEdges.of(old);
        SortedMap<Edge, SortedSet<String>> after = AllowedEdges.of(fresh);
        SortedSet<Edge> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (Edge edge : all) {
            List<String> was = terms(before, edge);
            List<String> is = terms(after, edge);
            if (!was.equals(is)) {
                Kind kind = was.isEmpty() ? Kind.ALLOWED : is.isEmpty() ? Kind.DENIED : Kind.CHANGED;
                changes.add(new Change(kind, edge, was, is));
            }
        }
        return new PolicyDiff(changes);
    }

    private static List<String> terms(SortedMap<Edge, SortedSet<String>> edges, Edge edge) {
        SortedSet<String> terms = edges.get(edge);
        return terms == null ? List.of() : List.copyOf(terms);
    }

    /** How many edges are of that kind. */
    public long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
