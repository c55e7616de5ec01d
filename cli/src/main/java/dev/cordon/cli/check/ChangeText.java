package dev.cordon.cli.check;

import dev.cordon.analysis.PolicyChange;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A change of a policy in the words of its author: what to write where. */
final class ChangeText {

    private ChangeText() {}

    static String kind(PolicyChange change) {
        if (change instanceof PolicyChange.AddedFlow) {
            return "flow";
        } else if (change instanceof PolicyChange.AddedOperation) {
            return "operation";
        } else if (change instanceof PolicyChange.WiderCondition) {
            return "condition";
        }
        return change instanceof PolicyChange.LiftedForbid ? "forbid" : "issuer";
    }

    static List<String> lines(PolicyChange change) {
        if (change instanceof PolicyChange.AddedFlow added) {
            return flow(added.flow());
        } else if (change instanceof PolicyChange.AddedOperation added) {
            return List.of("add to the operations of flow `" + added.flow() + "`:", "  - " + added.operation());
        } else if (change instanceof PolicyChange.WiderCondition wider) {
            return List.of(
                    "in flow `" + wider.flow() + "`, under `when`:",
                    "  instead of  " + condition(wider.before()),
                    "  write       " + condition(wider.after()));
        } else if (change instanceof PolicyChange.LiftedForbid lifted) {
            return List.of("take out forbid `" + lifted.forbid() + "`");
        }
        PolicyChange.AddedSpeaker speaker = (PolicyChange.AddedSpeaker) change;
        return List.of("add to the services of issuer `" + speaker.issuer() + "`:", "  - " + speaker.caller());
    }

    private static String condition(Condition condition) {
        if (condition instanceof Condition.Network network) {
            return "network: " + list(network.blocks());
        } else if (condition instanceof Condition.InEnvironment in) {
            return "environment: " + list(in.environments());
        }
        return condition instanceof Condition.Device device
                ? "device: "
                        + list(device.keys().stream().map(KeyThumbprint::text).toList())
                : condition.toString();
    }

    /** A flow sequence of YAML; a colon would make a mapping of an IPv6 block. */
    private static String list(List<?> parts) {
        return parts.stream()
                .map(Object::toString)
                .map(part -> part.indexOf(':') < 0 ? part : "\"" + part + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static List<String> flow(Flow flow) {
        List<String> lines = new ArrayList<>(List.of(
                "add to `flows`:",
                "  - id: " + flow.id(),
                "    from: " + flow.edge().from(),
                "    to: " + flow.edge().to()));
        if (flow.edge().operations() instanceof Operations.Listed listed) {
            lines.add(listed.list().stream()
                    .map(Operation::toString)
                    .collect(Collectors.joining("\", \"", "    operations: [\"", "\"]")));
        }
        if (flow.tokens() != TokenKind.SEGMENT) {
            lines.add("    tokens: " + flow.tokens());
        }
        return lines;
    }
}
