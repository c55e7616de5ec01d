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
    /** Allows of flows that count each caller alone: by the reason not enforced, or last, by flow, by caller. */
    private final Decision.@Nullable Allow[] @Nullable [] @Nullable [] byCaller =
            new Decision.Allow[Reason.values().length + 1][][];

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

    Decision allow(int flow, int caller, @Nullable Reason shadowed, @Nullable ProofId proof) {
        if (proof != null) {
            Obligations rates = policy.rates.of(flow, caller);
            return make(flow, shadowed, new Obligations(Optional.of(proof), rates.rate(), rates.uncounted()));
        }
        Decision.@Nullable Allow[] row = shadowed == null ? allows : shadowRow(shadowed);
        int place = flow;
        if (policy.rates.byCaller(flow)) {
            row = callerRow(flow, shadowed);
            place = policy.rates.place(flow, caller);
        }
        Decision.Allow known = row[place];
        if (known == null) {
            known = make(flow, shadowed, policy.rates.of(flow, caller));
            row[place] = known;
        }
        return known;
    }

    private Decision.Allow make(int flow, @Nullable Reason shadowed, Obligations obligations) {
        return new Decision.Allow(flows.get(flow).id(), obligations, Optional.ofNullable(shadowed), revisions);
    }

    private Decision.@Nullable Allow[] callerRow(int flow, @Nullable Reason shadowed) {
        int which = shadowed == null ? byCaller.length - 1 : shadowed.ordinal();
        Decision.@Nullable Allow[] @Nullable [] rows = byCaller[which];
        if (rows == null) {
            rows = new Decision.Allow[flows.size()][];
            byCaller[which] = rows;
        }
        Decision.@Nullable Allow[] row = rows[flow];
        if (row == null) {
            row = new Decision.Allow[policy.rates.callers(flow)];
            rows[flow] = row;
        }
        return row;
    }

    private Decision.@Nullable Allow[] shadowRow(Reason shadowed) {
        Decision.@Nullable Allow[] row = inShadow[shadowed.ordinal()];
        if (row == null) {
            row = new Decision.Allow[flows.size()];
            inShadow[shadowed.ordinal()] = row;
        }
        return row;
    }
}
