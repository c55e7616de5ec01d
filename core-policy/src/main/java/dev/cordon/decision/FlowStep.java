package dev.cordon.decision;

import dev.cordon.policy.Condition;
import dev.cordon.policy.ConditionText;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Mode;
import dev.cordon.policy.TokenKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which flow may allow the call, and are its scopes and conditions met? */
final class FlowStep {

    private FlowStep() {}

    static @Nullable Reason check(Evaluation call) {
        TokenView view = call.token();
        if (view != null && view.ofOneEdge) {
            return byPurpose(call, view);
        }
        return byAny(call, view);
    }

    private static @Nullable Reason byPurpose(Evaluation call, TokenView view) {
        if (view.purposeCovers(call.operation)) {
            return attempt(call, view, view.purpose);
        }
        if (next(call, view.token.kind(), EdgeIndex.NONE) >= 0) {
            if (call.isTraced()) {
                call.note(
                        Step.FLOW,
                        "the token's purpose is `" + view.token.purpose() + "`, another flow covers the call");
            }
            return Reason.PURPOSE_MISMATCH;
        }
        return Reason.NO_FLOW;
    }

    /** The first candidate that does not deny allows; where all deny, the first one's reason counts. */
    private static @Nullable Reason byAny(Evaluation call, @Nullable TokenView view) {
        TokenKind kind = call.shows();
        int first = next(call, kind, EdgeIndex.NONE);
        if (first < 0) {
            return refusal(call, kind);
        }
        Reason reason = null;
        for (int flow = first; flow >= 0; flow = next(call, kind, flow)) {
            Reason failed = attempt(call, view, flow);
            if (failed == null) {
                return null;
            }
            reason = reason == null ? failed : reason;
        }
        call.rule = first;
        return reason;
    }

    /** Why no flow covers the call: one might with a segment token. */
    private static Reason refusal(Evaluation call, TokenKind kind) {
        if (kind == TokenKind.SEGMENT || next(call, TokenKind.SEGMENT, EdgeIndex.NONE) < 0) {
            return Reason.NO_FLOW;
        }
        return kind == TokenKind.VOUCHED ? Reason.VOUCHING_REFUSED : Reason.EXTERNAL_TOKEN_REFUSED;
    }

    /** The next flow that covers the call and accepts that kind of token. */
    private static int next(Evaluation call, TokenKind kind, int after) {
        int flow = after;
        do {
            flow = Edges.next(call, call.policy().flowEdges, call.caller, flow);
        } while (flow >= 0 && call.policy().flow(flow).tokens() != kind);
        return flow;
    }

    /**
     * After an allow whose source address is not known: the first flow before the one that allows that asks for an
     * address and is counted, or {@link EdgeIndex#NONE}. From some address that flow would allow instead, and its rates
     * apply.
     */
    static int passedOver(Evaluation call) {
        TokenView view = call.token();
        boolean single = view != null && view.ofOneEdge;
        if (single || call.source() != null) {
            return EdgeIndex.NONE;
        }
        TokenKind kind = call.shows();
        int flow = next(call, kind, EdgeIndex.NONE);
        while (flow >= 0 && flow < call.rule && !counts(call, flow)) {
            flow = next(call, kind, flow);
        }
        return flow < call.rule ? flow : EdgeIndex.NONE;
    }

    private static boolean counts(Evaluation call, int number) {
        Flow flow = call.policy().flow(number);
        return call.policy().rates.limits(number) && flow.when().stream().anyMatch(Condition.Network.class::isInstance);
    }

    private static @Nullable Reason attempt(Evaluation call, @Nullable TokenView view, int number) {
        call.rule = number;
        call.shadowed = null;
        boolean held = view == null ? call.policy().flow(number).scopes().isEmpty() : view.holdsScopesOf(number);
        if (!held) {
            noteScope(call, view);
            return Reason.SCOPE_MISSING;
        }
        if (call.isTraced()) {
            call.note(Step.FLOW, "flow " + id(call) + " covers the call and its scopes are held");
        }
        List<Condition> when = view != null && number == view.purpose
                ? view.purposeConditions
                : call.policy().flow(number).when();
        Reason failed = conditions(call, when);
        if (failed != null && call.policy().flow(number).mode() == Mode.SHADOW) {
            call.shadowed = failed;
            call.note(Step.CONDITION, "the flow is in shadow mode: the failed condition does not deny");
            return null;
        }
        return failed;
    }

    private static void noteScope(Evaluation call, @Nullable TokenView view) {
        if (call.isTraced()) {
            List<String> held = view == null ? List.of() : view.token.scopes();
            String scope =
                    TokenView.missingScope(held, call.policy().flow(call.rule).scopes());
            call.note(Step.FLOW, "flow " + id(call) + " wants scope `" + scope + "`");
        }
    }

    private static @Nullable Reason conditions(Evaluation call, List<Condition> when) {
        for (int i = 0; i < when.size(); i++) {
            Truth truth = ConditionCheck.of(when.get(i), call);
            if (truth != Truth.HOLDS) {
                if (call.isTraced()) {
                    String how = truth == Truth.FAILS ? "` is not met" : "` can't be evaluated";
                    call.note(Step.CONDITION, "condition `" + ConditionText.brief(when.get(i)) + how);
                }
                return ConditionCheck.reason(when.get(i));
            }
        }
        if (call.isTraced() && !when.isEmpty()) {
            call.note(Step.CONDITION, "all conditions of flow " + id(call) + " are met");
        }
        return null;
    }

    private static String id(Evaluation call) {
        return "`" + call.policy().source().flows().get(call.rule).id() + "`";
    }
}
