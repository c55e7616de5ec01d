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
    private final Decision.@Nullable Allow[] @Nullable [] inShadow = new Decision.Allow[Reason.values().length][];
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
        if (proof != null) {
            return make(flow, shadowed, proof);
        }
        Decision.@Nullable Allow[] row = shadowed == null ? allows : shadowRow(shadowed);
        Decision.Allow known = row[flow];
        if (known == null) {
            known = make(flow, shadowed, null);
            row[flow] = known;
        }
        return known;
    }

    private Decision.@Nullable Allow[] shadowRow(Reason shadowed) {
        Decision.@Nullable Allow[] row = inShadow[shadowed.ordinal()];
        if (row == null) {
            row = new Decision.Allow[flows.size()];
            inShadow[shadowed.ordinal()] = row;
        }
        return row;
    }

    private Decision.Allow make(int flow, @Nullable Reason shadowed, @Nullable ProofId proof) {
        Flow source = flows.get(flow);
        Obligations obligations = proof == null && source.rate().isEmpty()
                ? Obligations.NONE
                : new Obligations(Optional.ofNullable(proof), source.rate());
        return new Decision.Allow(source.id(), obligations, Optional.ofNullable(shadowed), revisions);
    }
}
