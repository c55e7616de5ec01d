package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Party;
import java.util.List;
import java.util.Optional;

/**
 * The two ends of a flow or forbid, as written.
 *
 * @param fromText the caller's name
 * @param toText the target's name
 * @param from the caller, where it exists
 * @param to the target, where it exists
 * @param all whether all operations are meant
 * @param operations those listed that are some, in the order of the document
 */
record EdgeDraft(
        YamlNode.Scalar fromText,
        YamlNode.Scalar toText,
        Optional<Party> from,
        Optional<Party> to,
        boolean all,
        List<PlacedOperation> operations) {

    /** An operation, and where it stands. */
    record PlacedOperation(Operation operation, YamlNode.Scalar text) {}
}
