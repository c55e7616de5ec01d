package dev.cordon.analysis;

import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One change of a policy, as small as the policy language has them. */
public sealed interface PolicyChange {

    /**
     * The policy with the change.
     *
     * @throws IllegalArgumentException where the outcome would be inconsistent
     */
    Policy applyTo(Policy policy);

    /**
     * A new flow.
     *
     * @param flow the last one of the policy from now on
     */
    record AddedFlow(Flow flow) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            List<Flow> flows = new ArrayList<>(policy.flows());
            flows.add(flow);
            return with(policy, flows);
        }
    }

    /**
     * One operation more for a flow.
     *
     * @param flow a flow that lists its operations
     * @param operation an operation of its target
     */
    record AddedOperation(FlowId flow, Operation operation) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            return changed(policy, flow, before -> {
                if (!(before.edge().operations() instanceof Operations.Listed listed)) {
                    throw new IllegalArgumentException("flow `" + flow + "` has every operation");
                }
                List<Operation> more = new ArrayList<>(listed.list());
                more.add(operation);
                Edge edge = new Edge(before.edge().from(), before.edge().to(), Operations.listed(more));
                return new Flow(
                        before.id(),
                        edge,
                        before.scopes(),
                        before.when(),
                        before.rate(),
                        before.mode(),
                        before.tokens(),
                        before.onward());
            });
        }
    }

    /**
     * A condition of a flow that more calls meet.
     *
     * @param flow the flow
     * @param before its condition so far
     * @param after what takes its place
     */
    record WiderCondition(FlowId flow, Condition before, Condition after) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            return changed(
                    policy,
                    flow,
                    old -> new Flow(
                            old.id(),
                            old.edge(),
                            old.scopes(),
                            old.when().stream()
                                    .map(condition -> condition.equals(before) ? after : condition)
                                    .toList(),
                            old.rate(),
                            old.mode(),
                            old.tokens(),
                            old.onward()));
        }
    }

    /**
     * A forbid less. The language has no exception from a forbid, so that this may allow far more than one call.
     *
     * @param forbid the forbid
     */
    record LiftedForbid(ForbidId forbid) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            List<Forbid> forbids = policy.forbids().stream()
                    .filter(one -> !one.id().equals(forbid))
                    .toList();
            return new Policy(
                    policy.name(),
                    policy.environments(),
                    policy.issuers(),
                    policy.segments(),
                    policy.services(),
                    policy.flows(),
                    forbids,
                    policy.enforcementPoints());
        }
    }

    /**
     * One caller more for which an issuer may speak.
     *
     * @param issuer the issuer
     * @param caller the caller
     */
    record AddedSpeaker(IssuerName issuer, ServiceName caller) implements PolicyChange {
        @Override
        public Policy applyTo(Policy policy) {
            List<Issuer> issuers = policy.issuers().stream()
                    .map(one -> one.name().equals(issuer) ? speakingFor(one) : one)
                    .toList();
            return new Policy(
                    policy.name(),
                    policy.environments(),
                    issuers,
                    policy.segments(),
                    policy.services(),
                    policy.flows(),
                    policy.forbids(),
                    policy.enforcementPoints());
        }

        private Issuer speakingFor(Issuer one) {
            List<Party> more = new ArrayList<>(one.speaksFor());
            more.add(new Party.OfService(caller));
            return one.speakingFor(more);
        }
    }

    private static Policy changed(Policy policy, FlowId id, UnaryOperator<Flow> change) {
        return with(
                policy,
                policy.flows().stream()
                        .map(flow -> flow.id().equals(id) ? change.apply(flow) : flow)
                        .toList());
    }

    private static Policy with(Policy policy, List<Flow> flows) {
        return new Policy(
                policy.name(),
                policy.environments(),
                policy.issuers(),
                policy.segments(),
                policy.services(),
                flows,
                policy.forbids(),
                policy.enforcementPoints());
    }
}
