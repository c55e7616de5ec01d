package dev.cordon.policy;

import java.util.List;

/** Which operations of a service: all there are, or those listed. */
public sealed interface Operations {

    /** Every operation; for a service that lists none, every method and path. */
    record All() implements Operations {}

    /**
     * Exactly these.
     *
     * @param list the operations, not empty, each once, in the order of the document
     */
    record Listed(List<Operation> list) implements Operations {

        /** @throws IllegalArgumentException where the list is empty or names an operation twice */
        public Listed {
            list = List.copyOf(list);
            if (list.isEmpty() || !Distinct.isDistinct(list)) {
                throw new IllegalArgumentException("operations are at least one, each named once");
            }
        }
    }

    /** Every operation. */
    static Operations all() {
        return new All();
    }

    /** Exactly these operations. */
    static Operations listed(List<Operation> list) {
        return new Listed(list);
    }
}
