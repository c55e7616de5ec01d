package dev.cordon.aws.store.table;

import dev.cordon.aws.store.AwsFailure;
import dev.cordon.publication.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The one table of the control plane: {@code kind} (string) is its partition key, {@code id} (string) its sort key,
 * {@code text} (string) what an entry says, and {@code expires} (number) the attribute of its time to live, in seconds.
 * Reads are strongly consistent; there are no scans. Safe for use by many threads.
 */
final class ControlTable {

    /** DynamoDB takes no more changes at once. */
    static final int MOST_CHANGES = 100;

    private static final int LARGEST_PAGE = 1_000;
    private static final String UNMET = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";
    private static final String NOTHING = "None";

    private final DynamoDbClient client;
    private final String table;
    private final Optional<String> heads;
    private final Rests rests;

    /** @param heads the table of the head; empty where no enforcement point reads one */
    ControlTable(DynamoDbClient client, String table, Optional<String> heads, Rests rests) {
        this.client = client;
        this.table = table;
        this.heads = heads;
        this.rests = rests;
    }

    /** What an entry says; empty where there is none. */
    Optional<String> get(Key key) throws StoreUnavailableException {
        if (!key.canBe()) {
            return Optional.empty();
        }
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(Items.key(key))
                .consistentRead(true)
                .build();
        Map<String, AttributeValue> item =
                run("GetItem", () -> client.getItem(request)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(text(item, "text", "GetItem"));
    }

    /** What a number of the head is; 0 where there is no head yet. */
    long head(String number) throws StoreUnavailableException {
        if (heads.isEmpty()) {
            return 0;
        }
        GetItemRequest request = GetItemRequest.builder()
                .tableName(heads.get())
                .key(Items.HEAD)
                .consistentRead(true)
                .build();
        AttributeValue value =
                run("GetItem", () -> client.getItem(request)).item().get(number);
        try {
            return value == null ? 0 : Long.parseLong(value.n());
        } catch (NumberFormatException e) {
            throw new StoreUnavailableException(
                    "the head in table `" + heads.get() + "` has no number `" + number + "`: restore it", e);
        }
    }

    /**
     * Entries of a kind in the order of their ids.
     *
     * @param after behind which id they begin; empty for the first ones
     * @param most how many at most, from 1
     */
    List<Entry> behind(String kind, Optional<String> after, int most) throws StoreUnavailableException {
        List<Entry> found = new ArrayList<>();
        @Nullable Map<String, AttributeValue> from = null;
        do {
            QueryResponse page = query(kind, after, Math.min(LARGEST_PAGE, most - found.size()), from);
            for (Map<String, AttributeValue> item : page.items()) {
                found.add(new Entry(text(item, "id", "Query"), text(item, "text", "Query")));
            }
            from = page.lastEvaluatedKey().isEmpty() ? null : page.lastEvaluatedKey();
        } while (from != null && found.size() < most);
        return found;
    }

    private QueryResponse query(
            String kind, Optional<String> after, int most, @Nullable Map<String, AttributeValue> from)
            throws StoreUnavailableException {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":kind", AttributeValue.fromS(kind)));
        // an empty text can't be a bound
        Optional<String> bound = after.filter(id -> !id.isEmpty());
        bound.ifPresent(id -> values.put(":after", AttributeValue.fromS(id)));
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .limit(most)
                .keyConditionExpression(bound.isPresent() ? "kind = :kind AND id > :after" : "kind = :kind")
                .expressionAttributeValues(values);
        if (from != null) {
            request.exclusiveStartKey(from);
        }
        return run("Query", () -> client.query(request.build()));
    }

    /**
     * Counts one further, and says how many that makes. One that was counted and whose answer was lost is given to
     * nobody.
     */
    long next(Key key) throws StoreUnavailableException {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(table)
                .key(Items.key(key))
                .updateExpression("ADD given :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                .returnValues(ReturnValue.UPDATED_NEW)
                .build();
        AttributeValue given =
                run("UpdateItem", () -> client.updateItem(request)).attributes().get("given");
        @Nullable String number = given == null ? null : given.n();
        if (number == null) {
            throw new StoreUnavailableException(what("UpdateItem") + " gave no number");
        }
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new StoreUnavailableException(what("UpdateItem") + " gave what is no whole number", e);
        }
    }

    /**
     * Makes changes, all or none, each of another entry.
     *
     * @param changes at most {@link #MOST_CHANGES}
     * @return whether they were made; false where a condition did not hold
     * @throws StoreUnavailableException where they may or may not have been made
     */
    boolean write(List<Change> changes) throws StoreUnavailableException {
        for (int attempt = 0; attempt < Rests.MOST; attempt++) {
            Optional<Boolean> made = changes.size() == 1 ? one(changes.get(0)) : all(changes);
            if (made.isPresent()) {
                return made.get();
            }
            rest(attempt);
        }
        throw contended();
    }

    /** Empty where another writer was at the same entry, and nothing was done. */
    private Optional<Boolean> one(Change change) throws StoreUnavailableException {
        String action = change.deed() == Change.Deed.PUT ? "PutItem" : "DeleteItem";
        try {
            if (change.deed() == Change.Deed.PUT) {
                client.putItem(Items.put(table, change));
            } else {
                client.deleteItem(Items.delete(table, change));
            }
            return Optional.of(true);
        } catch (ConditionalCheckFailedException e) {
            if (AwsFailure.mayHaveHappened(e)) {
                throw AwsFailure.of(what(action), e);
            }
            return Optional.of(false);
        } catch (TransactionConflictException e) {
            if (AwsFailure.mayHaveHappened(e)) {
                // tried again, it would meet what it wrote itself, and take it for somebody else's
                throw AwsFailure.of(what(action), e);
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            throw AwsFailure.of(what(action), e);
        }
    }

    /** A transaction that the client sends again, since its answer was lost, is made once: DynamoDB knows its token. */
    private Optional<Boolean> all(List<Change> changes) throws StoreUnavailableException {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(changes.stream()
                        .filter(change -> change.deed() != Change.Deed.RAISE || heads.isPresent())
                        .map(change -> Items.of(change.deed() == Change.Deed.RAISE ? heads.get() : table, change))
                        .toList())
                .build();
        try {
            client.transactWriteItems(request);
            return Optional.of(true);
        } catch (TransactionCanceledException e) {
            List<String> codes = e.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .filter(code -> code != null && !code.equals(NOTHING))
                    .toList();
            if (codes.contains(UNMET)) {
                return Optional.of(false);
            }
            if (!codes.isEmpty() && codes.stream().allMatch(CONFLICT::equals)) {
                return Optional.empty();
            }
            throw AwsFailure.of(what("TransactWriteItems"), e);
        } catch (RuntimeException e) {
            throw AwsFailure.of(what("TransactWriteItems"), e);
        }
    }

    /**
     * Plans changes by what is there, and makes them; where somebody else came in between, it plans anew.
     *
     * @param plan what is to be changed, if it still is as the plan found it; empty where nothing may be done
     * @return whether the plan was carried out; false where there was none
     */
    boolean change(Work<Optional<List<Change>>> plan) throws StoreUnavailableException {
        for (int attempt = 0; attempt < Rests.MOST; attempt++) {
            Optional<List<Change>> planned = plan.run();
            if (planned.isEmpty()) {
                return false;
            }
            if (planned.get().isEmpty() || write(planned.get())) {
                return true;
            }
            rest(attempt);
        }
        throw contended();
    }

    private void rest(int attempt) throws StoreUnavailableException {
        try {
            rests.rest(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("was interrupted while another writer was at table `" + table + "`");
        }
    }

    private StoreUnavailableException contended() {
        return new StoreUnavailableException(
                "others change the same entries of table `" + table + "` all the time: try again");
    }

    private <T> T run(String action, Supplier<T> call) throws StoreUnavailableException {
        try {
            return call.get();
        } catch (RuntimeException e) {
            // what is no answer of DynamoDB makes the client fail in many ways
            throw AwsFailure.of(what(action), e);
        }
    }

    private String text(Map<String, AttributeValue> item, String name, String action) throws StoreUnavailableException {
        AttributeValue value = item.get(name);
        @Nullable String text = value == null ? null : value.s();
        if (text == null) {
            throw new StoreUnavailableException(what(action) + " read an item whose `" + name
                    + "` is no text: restore it, or use a table that only Cordon writes");
        }
        return text;
    }

    private String what(String action) {
        return "`dynamodb:" + action + "` on table `" + table + "`";
    }
}
