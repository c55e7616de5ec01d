package dev.cordon.policy;

import java.util.List;

/**
 * A rule that beats every flow. Its {@code from} matches the caller, the origin and every actor of an exchanged token;
 * RFC 8693 §4.1 considers only the current actor for access decisions, so this is stricter on purpose.
 *
 * @param id what the denial names
 * @param edge who may never call what
 * @param when the conditions under which it applies; one that can't be evaluated counts as met
 */
public record Forbid(ForbidId id, Edge edge, List<Condition> when) {

    /** Sorts conditions into the order of the decision. */
    public Forbid {
        when = Condition.ordered(when);
    }
}
