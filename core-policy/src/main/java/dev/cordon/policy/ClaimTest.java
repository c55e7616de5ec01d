package dev.cordon.policy;

import java.util.List;

/** What a claim's value must be. Types are compared too: the text {@code "1"} is not the number {@code 1}. */
public sealed interface ClaimTest {

    /** The claim is exactly this value. */
    record Equal(ClaimValue value) implements ClaimTest {}

    /** The claim is one of these values. */
    record OneOf(List<ClaimValue> values) implements ClaimTest {
        /** @throws IllegalArgumentException where the list is empty */
        public OneOf {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("one-of lists at least one value");
            }
        }
    }

    /** The claim is an array that holds this value. */
    record Contains(ClaimValue value) implements ClaimTest {}
}
