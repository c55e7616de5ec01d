package dev.cordon.decision;

import dev.cordon.policy.Flow;
import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Optional;

/**
 * A decision with what it was about: for records, traces and the headers of an allowed call.
 *
 * @param decision the decision
 * @param target the service called, where that is known
 * @param operation the operation called, where that is known and the service lists its operations
 * @param caller the caller, where that is known
 * @param flow the flow that decided, where one did
 * @param token the caller's token, where one was shown that verifies
 * @param trace how it came about, step by step; empty unless asked for
 * @param reading what else the decision read
 */
public record Judgement(
        Decision decision,
        Optional<ServiceName> target,
        Optional<Operation> operation,
        Optional<ServiceName> caller,
        Optional<Flow> flow,
        Optional<VerifiedToken> token,
        List<TraceLine> trace,
        Reading reading) {

    static Judgement of(Evaluation call, Decision decision) {
        CompiledPolicy policy = call.policy();
        return new Judgement(
                decision,
                name(policy, call.target),
                call.operation < 0 ? Optional.empty() : Optional.ofNullable(policy.operation(call.operation)),
                name(policy, call.caller),
                flow(call, decision),
                Optional.ofNullable(call.verified()),
                call.trace(),
                Reading.of(call));
    }

    private static Optional<Flow> flow(Evaluation call, Decision decision) {
        boolean forbidden = decision instanceof Decision.Deny deny && deny.reason() == Reason.FORBIDDEN;
        return forbidden || call.rule < 0
                ? Optional.empty()
                : Optional.of(call.policy().flow(call.rule));
    }

    private static Optional<ServiceName> name(CompiledPolicy policy, int service) {
        return service < 0
                ? Optional.empty()
                : Optional.of(policy.service(service).name());
    }
}
