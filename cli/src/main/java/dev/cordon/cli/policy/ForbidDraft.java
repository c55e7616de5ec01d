package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.ForbidId;
import java.util.List;

/**
 * A forbid as written.
 *
 * @param unconditional whether it has no conditions, right or wrong
 */
record ForbidDraft(YamlNode.Scalar id, EdgeDraft edge, List<Condition> when, boolean unconditional) {

    /** The forbid; only of a draft without errors. */
    Forbid build(Edge built) {
        return new Forbid(new ForbidId(id.text()), built, when);
    }
}
