package dev.cordon.aws.store.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Changes as DynamoDB takes them. */
final class Items {

    /** Where the head is in its own table. */
    static final Map<String, AttributeValue> HEAD = Map.of("id", AttributeValue.fromS("head"));

    private static final List<String> NUMBERS =
            List.of("bundleSequence", "keysSequence", "revocationEpoch", "revocationCount", "registryEpoch");

    private Items() {}

    static Map<String, AttributeValue> key(Key key) {
        return Map.of("kind", AttributeValue.fromS(key.kind()), "id", AttributeValue.fromS(key.id()));
    }

    private static Map<String, AttributeValue> item(Change change) {
        Map<String, AttributeValue> item = new HashMap<>(key(change.key()));
        item.put("text", AttributeValue.fromS(change.text().orElseThrow()));
        change.expires().ifPresent(second -> item.put("expires", AttributeValue.fromN(Long.toString(second))));
        return item;
    }

    static PutItemRequest put(String table, Change change) {
        return PutItemRequest.builder()
                .tableName(table)
                .item(item(change))
                .conditionExpression(condition(change))
                .expressionAttributeNames(names(change))
                .expressionAttributeValues(values(change))
                .build();
    }

    static DeleteItemRequest delete(String table, Change change) {
        return DeleteItemRequest.builder()
                .tableName(table)
                .key(key(change.key()))
                .conditionExpression(condition(change))
                .expressionAttributeNames(names(change))
                .expressionAttributeValues(values(change))
                .build();
    }

    static TransactWriteItem of(String table, Change change) {
        return switch (change.deed()) {
            case PUT ->
                TransactWriteItem.builder()
                        .put(Put.builder()
                                .tableName(table)
                                .item(item(change))
                                .conditionExpression(condition(change))
                                .expressionAttributeNames(names(change))
                                .expressionAttributeValues(values(change))
                                .build())
                        .build();
            case REMOVE ->
                TransactWriteItem.builder()
                        .delete(Delete.builder()
                                .tableName(table)
                                .key(key(change.key()))
                                .conditionExpression(condition(change))
                                .expressionAttributeNames(names(change))
                                .expressionAttributeValues(values(change))
                                .build())
                        .build();
            case RAISE -> raise(table, change);
            case LOOK ->
                TransactWriteItem.builder()
                        .conditionCheck(ConditionCheck.builder()
                                .tableName(table)
                                .key(key(change.key()))
                                .conditionExpression(condition(change))
                                .expressionAttributeNames(names(change))
                                .expressionAttributeValues(values(change))
                                .build())
                        .build();
        };
    }

    /** The first change may come before the first publication: a head has all its numbers. */
    private static TransactWriteItem raise(String table, Change change) {
        String number = change.key().id();
        String others = NUMBERS.stream()
                .filter(name -> !name.equals(number))
                .map(name -> ", " + name + " = if_not_exists(" + name + ", :none)")
                .collect(Collectors.joining());
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(table)
                        .key(HEAD)
                        .updateExpression("SET " + number + " = :next" + others)
                        .expressionAttributeValues(Map.of(
                                ":next", AttributeValue.fromN(change.text().orElseThrow()),
                                ":none", AttributeValue.fromN("0")))
                        .build())
                .build();
    }

    private static @Nullable String condition(Change change) {
        return switch (change.condition()) {
            case NONE -> null;
            case ABSENT -> "attribute_not_exists(kind)";
            // a reserved word
            case SAME -> "#text = :known";
        };
    }

    private static @Nullable Map<String, String> names(Change change) {
        return change.condition() == Change.Condition.SAME ? Map.of("#text", "text") : null;
    }

    private static @Nullable Map<String, AttributeValue> values(Change change) {
        return change.condition() == Change.Condition.SAME
                ? Map.of(":known", AttributeValue.fromS(change.known().orElseThrow()))
                : null;
    }
}
