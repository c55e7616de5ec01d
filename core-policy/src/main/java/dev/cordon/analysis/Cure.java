package dev.cordon.analysis;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Rates;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The change of a policy that one denial asks for: as little as possible, and only for the caller at hand. */
final class Cure {

    private static final int ADDRESS_BITS = 128;
    private static final int LONGEST_NAME = 63;

    private final Policy policy;
    private final RehearsedCall call;
    private final boolean flowOfItsOwn;

    /** @param flowOfItsOwn whether no flow that is there takes the call, though it could */
    Cure(Policy policy, RehearsedCall call, boolean flowOfItsOwn) {
        this.policy = policy;
        this.call = call;
        this.flowOfItsOwn = flowOfItsOwn;
    }

    /** Empty where it is for the caller to do otherwise, not for the policy. */
    Optional<PolicyChange> of(Judgement judgement, Decision.Deny deny) {
        Reason reason = deny.reason();
        String rule = deny.rule().orElse("");
        if (reason == Reason.NO_FLOW && judgement.target().isPresent()) {
            return Optional.of(edge(judgement.target().get(), judgement.operation()));
        } else if (reason == Reason.FORBIDDEN) {
            return Optional.of(new PolicyChange.LiftedForbid(new ForbidId(rule)));
        } else if (reason == Reason.ISSUER_NOT_FOR_CALLER) {
            return speaker();
        }
        return policy.flows().stream()
                .filter(flow -> flow.id().text().equals(rule))
                .findFirst()
                .flatMap(flow -> condition(flow, judgement, reason));
    }

    /** A flow between just these two takes one operation more; where there is none, a new one has that alone. */
    private PolicyChange edge(ServiceName target, Optional<Operation> operation) {
        Party from = new Party.OfService(call.from());
        Party to = new Party.OfService(target);
        TokenKind kind = Coverage.of(policy).tokensOf(call.from());
        Optional<Flow> fitting = policy.flows().stream()
                .filter(flow ->
                        flow.edge().from().equals(from) && flow.edge().to().equals(to))
                .filter(flow -> flow.edge().operations() instanceof Operations.Listed && flow.mode() == Mode.ENFORCE)
                .filter(flow -> flow.tokens() == kind)
                .findFirst();
        if (operation.isPresent() && fitting.isPresent() && !flowOfItsOwn) {
            return new PolicyChange.AddedOperation(fitting.get().id(), operation.get());
        }
        Operations operations = operation.map(List::of).map(Operations::listed).orElse(Operations.all());
        return new PolicyChange.AddedFlow(new Flow(
                id(target),
                new Edge(from, to, operations),
                List.of(),
                List.of(),
                Rates.NONE,
                Mode.ENFORCE,
                kind,
                List.of()));
    }

    private FlowId id(ServiceName target) {
        String name = call.from() + "-to-" + target;
        String free = cut(name, "");
        for (int i = 2; taken(free); i++) {
            free = cut(name, "-" + i);
        }
        return new FlowId(free);
    }

    private static String cut(String name, String end) {
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - end.length())) + end;
    }

    private boolean taken(String id) {
        return Stream.concat(
                        policy.flows().stream().map(flow -> flow.id().text()),
                        policy.forbids().stream().map(forbid -> forbid.id().text()))
                .anyMatch(id::equals);
    }

    private Optional<PolicyChange> speaker() {
        return policy.issuers().stream()
                .filter(issuer -> issuer.kind() == TokenKind.SEGMENT)
                .findFirst()
                .map(issuer -> new PolicyChange.AddedSpeaker(issuer.name(), call.from()));
    }

    private Optional<PolicyChange> condition(Flow flow, Judgement judgement, Reason reason) {
        for (Condition condition : flow.when()) {
            Optional<Condition> wider = wider(condition, judgement, reason);
            if (wider.isPresent() && !wider.get().equals(condition)) {
                return Optional.of(new PolicyChange.WiderCondition(flow.id(), condition, wider.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Condition> wider(Condition condition, Judgement judgement, Reason reason) {
        RehearsedCall.Overrides overrides = call.overrides();
        if (reason == Reason.CONDITION_NETWORK && condition instanceof Condition.Network network) {
            return overrides
                    .sourceIp()
                    .map(address -> new Condition.Network(more(network.blocks(), new Cidr(address, ADDRESS_BITS))));
        } else if (reason == Reason.CONDITION_ENVIRONMENT && condition instanceof Condition.InEnvironment in) {
            return Optional.of(new Condition.InEnvironment(more(
                    in.environments(), judgement.decision().madeFrom().policy().environment())));
        }
        boolean device = reason == Reason.CONDITION_DEVICE
                && overrides.certificate() instanceof RehearsedCall.Certificate.Exactly;
        return device && condition instanceof Condition.Device keys
                ? Optional.of(new Condition.Device(
                        more(keys.keys(), ((RehearsedCall.Certificate.Exactly) overrides.certificate()).sha256())))
                : Optional.empty();
    }

    private static <T> List<T> more(List<T> list, T one) {
        if (list.contains(one)) {
            return list;
        }
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
