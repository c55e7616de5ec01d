package dev.cordon.decision;

import dev.cordon.policy.Flow;
import dev.cordon.token.ProofId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that one set of revisions can lead to, each made once. Entries are immutable, so the races in filling
 * the table are harmless: two threads may make an equal entry, and either is right.
 */
final class DecisionTable {

    private final Revisions revisions;
    private final List<Flow> flows;
    private final Decision.@Nullable Deny[] plain = new Decision.Deny[Reason.values().length];
    private final Decision.@Nullable Deny[] @Nullable [] byRule = new Decision.Deny[Reason.values().length][];
    private final Decision.@Nullable Allow[] allows;
    private final CompiledPolicy policy;

    DecisionTable(CompiledPolicy policy, Revisions revisions) {
        this.policy = policy;
        this.revisions = revisions;
        this.flows = policy.source().flows();
        this.allows = new Decision.Allow[flows.size()];
    }

    Revisions revisions() {
        return revisions;
    }

    Decision deny(Reason reason, int rule) {
        return rule < 0 ? plainDeny(reason) : ruleDeny(reason, rule);
    }

    private Decision plainDeny(Reason reason) {
        Decision.Deny known = plain[reason.ordinal()];
        if (known == null) {
            known = new Decision.Deny(reason, Optional.empty(), revisions);
            plain[reason.ordinal()] = known;
        }
        return known;
    }

    private Decision ruleDeny(Reason reason, int rule) {
        Decision.@Nullable Deny[] row = byRule[reason.ordinal()];
        if (row == null) {
            boolean forbid = reason == Reason.FORBIDDEN;
            row = new Decision.Deny[forbid ? policy.source().forbids().size() : flows.size()];
            byRule[reason.ordinal()] = row;
        }
        Decision.Deny known = row[rule];
        if (known == null) {
            known = new Decision.Deny(reason, Optional.of(policy.ruleId(reason, rule)), revisions);
            row[rule] = known;
        }
        return known;
    }

    Decision allow(int flow, @Nullable Reason shadowed, @Nullable ProofId proof) {
        if (shadowed != null || proof != null) {
            Obligations obligations =
                    new Obligations(Optional.ofNullable(proof), flows.get(flow).rate());
            return new Decision.Allow(flows.get(flow).id(), obligations, Optional.ofNullable(shadowed), revisions);
        }
        Decision.Allow known = allows[flow];
        if (known == null) {
            Flow source = flows.get(flow);
            Obligations obligations =
                    source.rate().isEmpty() ? Obligations.NONE : new Obligations(Optional.empty(), source.rate());
            known = new Decision.Allow(source.id(), obligations, Optional.empty(), revisions);
            allows[flow] = known;
        }
        return known;
    }
}
