package dev.cordon.policy;

import java.util.List;

/**
 * An allowed edge: nothing but flows allows anything, inside a segment too.
 *
 * @param id what a token's purpose names
 * @param edge who may call what
 * @param scopes the scopes the caller's token must all hold; may be empty
 * @param when the conditions that must all hold, in the order in which they are checked
 * @param rate how often its callers may use it
 * @param mode whether the conditions are enforced
 * @param tokens whose tokens it accepts
 * @param onward the only flows that a token for this one may be exchanged into
 */
public record Flow(
        FlowId id,
        Edge edge,
        List<Scope> scopes,
        List<Condition> when,
        Rates rate,
        Mode mode,
        TokenKind tokens,
        List<FlowId> onward) {

    /** Sorts conditions into the order of the decision and copies the lists. */
    public Flow {
        scopes = Distinct.copyOf(scopes);
        when = Condition.ordered(when);
        onward = Distinct.copyOf(onward);
        if (edge.from() instanceof Party.OfTrust || edge.to() instanceof Party.OfTrust) {
            throw new IllegalArgumentException("flow `" + id + "` must name a service or segment at both ends");
        }
    }
}
