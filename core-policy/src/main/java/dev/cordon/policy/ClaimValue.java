package dev.cordon.policy;

import java.util.List;

/** The value of a claim, as far as policies can test it: scalars and arrays of scalars. Numbers are whole. */
public sealed interface ClaimValue {

    /** A JSON string. */
    record Text(String value) implements ClaimValue {}

    /** A whole JSON number. */
    record Whole(long value) implements ClaimValue {}

    /** A JSON boolean. */
    record Flag(boolean value) implements ClaimValue {}

    /** A JSON array of scalars; only tokens have these, policies test their elements. */
    record Many(List<ClaimValue> values) implements ClaimValue {
        /** Copies the list. */
        public Many {
            values = List.copyOf(values);
        }
    }
}
