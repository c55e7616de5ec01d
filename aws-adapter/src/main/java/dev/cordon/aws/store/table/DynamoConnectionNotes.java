package dev.cordon.aws.store.table;

import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.NotedConnection;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.store.AwsFailure;
import dev.cordon.publication.StoreUnavailableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The table of connections: {@code stage} (string, the API's id and the stage's name) is its partition key,
 * {@code connection} (string) its sort key, {@code record} (string) what was decided when it was opened, and
 * {@code expires} (number) the attribute of its time to live, in seconds. Reads are strongly consistent; there are no
 * scans.
 */
public final class DynamoConnectionNotes implements ConnectionNotes {

    private static final int LARGEST_PAGE = 100;

    private final DynamoDbClient client;
    private final String table;

    /** In that table. */
    public DynamoConnectionNotes(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public void note(SocketStage stage, NotedConnection connection) throws StoreUnavailableException {
        Map<String, AttributeValue> item = new HashMap<>(key(stage, connection.id()));
        connection.record().ifPresent(record -> item.put("record", AttributeValue.fromS(record)));
        connection
                .until()
                .ifPresent(until -> item.put("expires", AttributeValue.fromN(Long.toString(until.getEpochSecond()))));
        PutItemRequest request =
                PutItemRequest.builder().tableName(table).item(item).build();
        Object unused = run("PutItem", () -> client.putItem(request));
    }

    @Override
    public Page page(SocketStage stage, Optional<String> after) throws StoreUnavailableException {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .limit(LARGEST_PAGE)
                .keyConditionExpression("stage = :stage")
                .expressionAttributeValues(Map.of(":stage", AttributeValue.fromS(stage.toString())));
        after.ifPresent(id -> request.exclusiveStartKey(key(stage, id)));
        QueryResponse page = run("Query", () -> client.query(request.build()));
        List<NotedConnection> found = new ArrayList<>();
        for (Map<String, AttributeValue> item : page.items()) {
            found.add(new NotedConnection(id(item), until(item), text(item, "record")));
        }
        return new Page(
                found, page.lastEvaluatedKey().isEmpty() ? Optional.empty() : Optional.of(id(page.lastEvaluatedKey())));
    }

    @Override
    public void forget(SocketStage stage, String id) throws StoreUnavailableException {
        DeleteItemRequest request =
                DeleteItemRequest.builder().tableName(table).key(key(stage, id)).build();
        Object unused = run("DeleteItem", () -> client.deleteItem(request));
    }

    private static Map<String, AttributeValue> key(SocketStage stage, String id) {
        return Map.of("stage", AttributeValue.fromS(stage.toString()), "connection", AttributeValue.fromS(id));
    }

    private String id(Map<String, AttributeValue> item) throws StoreUnavailableException {
        return text(item, "connection")
                .orElseThrow(() -> new StoreUnavailableException(
                        what("Query") + " read an item without `connection`: use a table with that sort key"));
    }

    private static Optional<String> text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    /** Damage is for those to judge who go by it: what can't be read must not be passed over. */
    private static Optional<Instant> until(Map<String, AttributeValue> item) {
        try {
            return Optional.ofNullable(item.get("expires"))
                    .map(AttributeValue::n)
                    .map(Long::parseLong)
                    .map(Instant::ofEpochSecond);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private <T> T run(String action, Supplier<T> call) throws StoreUnavailableException {
        try {
            return call.get();
        } catch (RuntimeException e) {
            // what is no answer of DynamoDB makes the client fail in many ways
            throw AwsFailure.of(what(action), e);
        }
    }

    private String what(String action) {
        return "`dynamodb:" + action + "` on table `" + table + "`";
    }
}
