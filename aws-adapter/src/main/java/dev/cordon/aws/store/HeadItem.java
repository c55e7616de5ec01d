package dev.cordon.aws.store;

import dev.cordon.publication.Head;
import dev.cordon.publication.StoreUnavailableException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The head as an item: {@code id} (string, the partition key of the table) is {@code head}, and each number is an
 * attribute of its name. One table holds the head of one policy in one environment. Attributes of other names are left
 * for what comes later.
 */
final class HeadItem {

    static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("head"));

    /** Holds where there is no head yet. */
    static final String ABSENT = "attribute_not_exists(id)";

    /** Holds where the head is the one that {@link #values} names. */
    static final String UNCHANGED = "bundleSequence = :bundleSequence AND keysSequence = :keysSequence"
            + " AND revocationEpoch = :revocationEpoch AND revocationCount = :revocationCount"
            + " AND registryEpoch = :registryEpoch";

    /** DynamoDB writes no leading zeros, no exponent for what fits here, and knows numbers that a head does not. */
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

    private HeadItem() {}

    /**
     * Reads a head.
     *
     * @param what was called, for the message
     * @throws StoreUnavailableException where the item is none
     */
    static Head read(Map<String, AttributeValue> item, String what) throws StoreUnavailableException {
        return new Head(
                number(item, "bundleSequence", what),
                number(item, "keysSequence", what),
                number(item, "revocationEpoch", what),
                number(item, "revocationCount", what),
                number(item, "registryEpoch", what));
    }

    private static long number(Map<String, AttributeValue> item, String name, String what)
            throws StoreUnavailableException {
        AttributeValue attribute = item.get(name);
        @Nullable String text = attribute == null ? null : attribute.n();
        if (text == null || !isCount(text)) {
            throw new StoreUnavailableException(
                    what + " read no head: `" + name
                            + "` is no whole number from 0 on: restore the item, or publish to a table that only Cordon writes");
        }
        return Long.parseLong(text);
    }

    private static boolean isCount(String text) {
        return NUMBER.matcher(text).matches() && new BigInteger(text).bitLength() < Long.SIZE;
    }

    /** The whole item. */
    static Map<String, AttributeValue> write(Head head) {
        Map<String, AttributeValue> item = new HashMap<>(KEY);
        numbers(head).forEach((name, number) -> item.put(name, attribute(number)));
        return item;
    }

    /** The values that {@link #UNCHANGED} names. */
    static Map<String, AttributeValue> values(Head head) {
        Map<String, AttributeValue> values = new HashMap<>();
        numbers(head).forEach((name, number) -> values.put(":" + name, attribute(number)));
        return values;
    }

    private static Map<String, Long> numbers(Head head) {
        return Map.of(
                "bundleSequence", head.bundleSequence(),
                "keysSequence", head.keysSequence(),
                "revocationEpoch", head.revocationEpoch(),
                "revocationCount", head.revocationCount(),
                "registryEpoch", head.registryEpoch());
    }

    private static AttributeValue attribute(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
