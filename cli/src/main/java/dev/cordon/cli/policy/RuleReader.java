package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Condition;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Party;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Scope;
import dev.cordon.policy.TokenKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads flows and forbids. */
final class RuleReader {

    private static final String ALL = "all";

    private final Report report;
    private final Landscape landscape;
    private final ConditionReader conditions;
    /** Where each id stands, by kind and id. */
    private final Map<String, Integer> lines = new HashMap<>();

    RuleReader(Report report, Landscape landscape, ConditionReader conditions) {
        this.report = report;
        this.landscape = landscape;
        this.conditions = conditions;
    }

    /** Says so where a text is no name, or is the id of another such rule. */
    boolean isFreeId(YamlNode.Scalar id, String kind) {
        if (!FlowId.isValid(id.text())) {
            report.add(PolicyFault.INVALID_NAME, id.at(), id.text(), Report.our(kind));
            return false;
        }
        Integer first = lines.putIfAbsent(kind + " " + id.text(), id.at().line());
        if (first != null) {
            report.add(PolicyFault.DUPLICATE_ID, id.at(), Report.our(kind), id.text(), first);
        }
        return first == null;
    }

    /** A flow as far as it is right. */
    Optional<FlowDraft> flow(Fields fields) {
        Optional<YamlNode.Scalar> id = fields.text("id").filter(name -> isFreeId(name, "flow"));
        Optional<EdgeDraft> edge = edge(fields, false);
        List<Scope> scopes = scopes(fields);
        Rates rates = new RateReader(report).rates(fields);
        List<Condition> when = conditions.read(fields.block("when"));
        FlowParts parts = new FlowParts(scopes, rates, when);
        return id.flatMap(name -> edge.map(ends -> flow(name, ends, fields, parts)));
    }

    private record FlowParts(List<Scope> scopes, Rates rates, List<Condition> when) {}

    private FlowDraft flow(YamlNode.Scalar id, EdgeDraft edge, Fields fields, FlowParts parts) {
        return new FlowDraft(
                id,
                edge,
                parts.scopes(),
                parts.when(),
                fields.block("when").flatMap(when -> when.text("mtls")),
                parts.rates(),
                fields.choice("mode", List.of(Mode.values())).orElse(Mode.ENFORCE),
                fields.choice("tokens", List.of(TokenKind.values())).orElse(TokenKind.SEGMENT),
                fields.texts("onward"));
    }

    /** A forbid as far as it is right. */
    Optional<ForbidDraft> forbid(Fields fields) {
        Optional<YamlNode.Scalar> id = fields.text("id").filter(name -> isFreeId(name, "forbid"));
        Optional<EdgeDraft> edge = edge(fields, true);
        Optional<Fields> when = fields.block("when");
        boolean unconditional =
                when.map(block -> block.mapping().entries().isEmpty()).orElse(!fields.has("when"));
        List<Condition> read = conditions.read(when);
        return id.flatMap(name -> edge.map(ends -> new ForbidDraft(name, ends, read, unconditional)));
    }

    private Optional<EdgeDraft> edge(Fields fields, boolean levels) {
        Optional<YamlNode.Scalar> from = fields.text("from");
        Optional<YamlNode.Scalar> to = fields.text("to");
        Optional<Party> caller = from.flatMap(name -> party(name, levels));
        Optional<Party> target = to.flatMap(name -> party(name, levels));
        OperationReader reader = new OperationReader(report);
        List<EdgeDraft.PlacedOperation> operations = new ArrayList<>();
        for (YamlNode.Scalar text : fields.texts("operations")) {
            reader.read(text).ifPresent(one -> operations.add(new EdgeDraft.PlacedOperation(one, text)));
        }
        boolean all =
                fields.text("operations").map(word -> word.text().equals(ALL)).orElse(!fields.has("operations"));
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EdgeDraft(from.get(), to.get(), caller, target, all, List.copyOf(operations)));
    }

    private Optional<Party> party(YamlNode.Scalar name, boolean levels) {
        if (levels) {
            return landscape.partyOrLevel(name, report);
        }
        if (Landscape.isLevel(name)) {
            report.add(RuleFault.TRUST_IN_FLOW, name.at(), name.text());
            return Optional.empty();
        }
        return landscape.party(name, report);
    }

    private List<Scope> scopes(Fields fields) {
        List<Scope> scopes = new ArrayList<>();
        for (YamlNode.Scalar text : fields.texts("scopes")) {
            if (Scope.isValid(text.text())) {
                scopes.add(new Scope(text.text()));
            } else {
                report.add(RuleFault.SCOPE, text.at(), text.text());
            }
        }
        return List.copyOf(scopes);
    }
}
