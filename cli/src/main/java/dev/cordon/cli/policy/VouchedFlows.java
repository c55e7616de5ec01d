package dev.cordon.cli.policy;

import dev.cordon.policy.Condition;
import java.util.Optional;

/** Whether a flow for callers that are vouched for can ever match. */
final class VouchedFlows {

    private final Report report;
    private final boolean anyVoucher;

    /** @param anyVoucher whether an enforcement point vouches for callers */
    VouchedFlows(Report report, boolean anyVoucher) {
        this.report = report;
        this.anyVoucher = anyVoucher;
    }

    void check(FlowDraft flow, SegmentDraft target) {
        String id = flow.id().text();
        if (!anyVoucher) {
            report.add(RuleFault.NOBODY_VOUCHES, flow.id().at(), id);
        }
        if (!target.segment().authentication().needsToken()) {
            report.add(
                    RuleFault.VOUCHED_NOT_ASKED,
                    flow.edge().toText().at(),
                    target.name().text(),
                    id);
        } else if (!target.segment().token().bind().isEmpty()) {
            report.add(
                    RuleFault.VOUCHED_NOT_BOUND,
                    flow.edge().toText().at(),
                    target.name().text(),
                    id);
        }
        tooMuch(flow)
                .ifPresent(
                        key -> report.add(RuleFault.VOUCHED_CONDITION, flow.id().at(), id, key));
    }

    /** What only a token can meet. */
    private static Optional<String> tooMuch(FlowDraft flow) {
        if (!flow.scopes().isEmpty()) {
            return Optional.of("scopes");
        }
        return flow.when().stream()
                .flatMap(condition -> key(condition).stream())
                .findFirst();
    }

    private static Optional<String> key(Condition condition) {
        if (condition instanceof Condition.SameEnvironment) {
            return Optional.of("environment: same");
        } else if (condition instanceof Condition.MaxTokenAge) {
            return Optional.of("max-token-age");
        } else if (condition instanceof Condition.Claim) {
            return Optional.of("claims");
        }
        return condition instanceof Condition.Subject ? Optional.of("subject") : Optional.empty();
    }
}
