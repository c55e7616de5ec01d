package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Scope;
import dev.cordon.policy.TokenKind;
import java.util.List;
import java.util.Optional;

/**
 * A flow as written.
 *
 * @param mtls where mutual TLS is demanded
 */
record FlowDraft(
        YamlNode.Scalar id,
        EdgeDraft edge,
        List<Scope> scopes,
        List<Condition> when,
        Optional<YamlNode.Scalar> mtls,
        Rates rates,
        Mode mode,
        TokenKind tokens,
        List<YamlNode.Scalar> onward) {

    /** The flow; only of a draft without errors. */
    Flow build(Edge built) {
        List<FlowId> next = onward.stream().map(name -> new FlowId(name.text())).toList();
        return new Flow(new FlowId(id.text()), built, scopes, when, rates, mode, tokens, next);
    }
}
