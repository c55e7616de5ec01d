package dev.cordon.cli.policy;

import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service offers.
 *
 * @param kind everything, nothing, or a list
 * @param byShape the list, in the order of the document
 * @param certain whether all of it could be read; if not, more may be offered than is known
 */
record Offer(Kind kind, Map<String, Operation> byShape, boolean certain) {

    /** How much. */
    enum Kind {
        /** No operation. */
        NOTHING,
        /** Any method and path. */
        ALL,
        /** Those listed. */
        LISTED
    }

    Optional<Operations> operations() {
        return switch (kind) {
            case NOTHING -> Optional.empty();
            case ALL -> Optional.of(Operations.all());
            case LISTED -> Optional.of(Operations.listed(List.copyOf(byShape.values())));
        };
    }
}
