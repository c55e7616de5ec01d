package dev.cordon.aws.store.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.FaultyLine;
import dev.cordon.aws.store.LocalDynamo;
import dev.cordon.publication.StoreUnavailableException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writes that DynamoDB does not make since another one is at the same entry: made later or told as not known, never
 * taken for what somebody else did, and made once.
 */
final class ControlTableConflictsTest {

    private static final Key KEY = new Key("kind", "one");
    private static final Key OTHER = new Key("kind", "other");

    private final AtomicInteger rests = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private FaultyLine line;
    private ControlTable table;

    @BeforeEach
    void begin() throws Exception {
        AwsBench bench = LocalDynamo.bench();
        line = new FaultyLine(bench.endpoint());
        table = new ControlTable(
                AwsBench.dynamoDbBy(line.address()),
                bench.controlTable(),
                Optional.empty(),
                attempt -> rests.incrementAndGet());
        // what a first call loads is not what is tested
        assertThat(table.get(KEY)).isEmpty();
    }

    @AfterEach
    void close() throws Exception {
        line.close();
    }

    private static String body(String type, String more) {
        return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"Message\":\"no\"" + more + "}";
    }

    /** As DynamoDB tells why it cancelled a transaction. */
    private static String cancelled(String codes) {
        return body(
                "TransactionCanceledException",
                Arrays.stream(codes.split(" ", -1))
                        .map(code -> "{\"Code\":\"" + code + "\",\"Message\":\"no\"}")
                        .collect(Collectors.joining(",", ",\"CancellationReasons\":[", "]")));
    }

    private static boolean writes(FaultyLine.Call call) {
        String request = call.request().toLowerCase(Locale.ROOT);
        return request.contains("dynamodb_20120810.putitem")
                || request.contains("dynamodb_20120810.deleteitem")
                || request.contains("dynamodb_20120810.updateitem")
                || request.contains("dynamodb_20120810.transactwriteitems");
    }

    /** The first writes are answered so, the others as they are. */
    private void answerWrites(int first, String body) {
        line.spoil(call -> {
            if (writes(call) && requests.incrementAndGet() <= first) {
                call.answer(400, "", body);
            } else {
                call.pass();
            }
        });
    }

    private static List<Change> single() {
        return List.of(Change.put(KEY, "a").ifStill(Optional.empty()));
    }

    private static List<Change> both() {
        return List.of(
                Change.put(KEY, "a").ifStill(Optional.empty()),
                Change.put(OTHER, "b").ifStill(Optional.empty()));
    }

    @Test
    void a_single_write_that_met_another_one_is_made_later_and_once() throws Exception {
        answerWrites(3, body("TransactionConflictException", ""));

        assertThat(table.write(single())).isTrue();
        assertThat(table.get(KEY)).contains("a");
        assertThat(rests).hasValue(3);
        assertThat(requests).hasValue(4);
    }

    @Test
    void so_is_one_that_takes_an_entry_away() throws Exception {
        assertThat(table.write(single())).isTrue();
        answerWrites(1, body("TransactionConflictException", ""));

        assertThat(table.write(List.of(Change.remove(KEY).ifStill(Optional.of("a")))))
                .isTrue();
        assertThat(table.get(KEY)).isEmpty();
        assertThat(rests).hasValue(1);
    }

    @Test
    void a_single_write_that_meets_others_all_the_time_gives_up() throws Exception {
        answerWrites(Integer.MAX_VALUE, body("TransactionConflictException", ""));

        assertThatThrownBy(() -> table.write(single()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("all the time");
        assertThat(rests).hasValue(Rests.MOST);
        assertThat(table.get(KEY)).isEmpty();
    }

    /** The client sends it again, and another writer is there by then: what is there may be of this one. */
    @Test
    void a_single_write_that_was_made_and_then_met_another_one_is_not_taken_for_that_of_somebody_else()
            throws Exception {
        line.spoil(call -> {
            int request = writes(call) ? requests.incrementAndGet() : 0;
            if (request == 1) {
                byte[] lost = call.fetch();
                assertThat(lost).isNotEmpty();
            } else if (request == 2) {
                call.answer(400, "", body("TransactionConflictException", ""));
            } else {
                call.pass();
            }
        });

        assertThatThrownBy(() -> table.write(single()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("`dynamodb:PutItem`");
        assertThat(requests).hasValue(2);
        assertThat(table.get(KEY)).contains("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TransactionConflict None", "None TransactionConflict", "TransactionConflict TransactionConflict"
            })
    void a_transaction_that_met_another_one_is_made_later_and_once(String codes) throws Exception {
        answerWrites(2, cancelled(codes));

        assertThat(table.write(both())).isTrue();
        assertThat(table.get(KEY)).contains("a");
        assertThat(table.get(OTHER)).contains("b");
        assertThat(rests).hasValue(2);
        assertThat(requests).hasValue(3);
    }

    /** The condition was looked at and did not hold, whatever kept the other change from being made. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConditionalCheckFailed None",
                "TransactionConflict ConditionalCheckFailed",
                "ConditionalCheckFailed ThrottlingError",
                "ProvisionedThroughputExceeded ConditionalCheckFailed"
            })
    void a_transaction_whose_condition_does_not_hold_is_planned_anew(String codes) throws Exception {
        answerWrites(1, cancelled(codes));

        AtomicInteger plans = new AtomicInteger();
        assertThat(table.change(() -> {
                    plans.incrementAndGet();
                    return Optional.of(both());
                }))
                .isTrue();
        assertThat(plans).hasValue(2);
        assertThat(requests).hasValue(2);
        assertThat(table.get(KEY)).contains("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TransactionConflict ThrottlingError",
                "ProvisionedThroughputExceeded TransactionConflict",
                "ThrottlingError None",
                "None ProvisionedThroughputExceeded",
                "ValidationError TransactionConflict",
                "None None"
            })
    void a_transaction_that_was_cancelled_for_another_reason_is_told_and_not_made(String codes) throws Exception {
        answerWrites(Integer.MAX_VALUE, cancelled(codes));

        assertThatThrownBy(() -> table.change(() -> Optional.of(both())))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("`dynamodb:TransactWriteItems`")
                .hasMessageContaining("TransactionCanceledException");
        line.spoil(FaultyLine.Call::pass);
        assertThat(table.get(KEY)).isEmpty();
        assertThat(table.get(OTHER)).isEmpty();
        assertThat(rests).hasValue(0);
    }

    @Test
    void a_number_that_could_not_be_counted_is_told() throws Exception {
        answerWrites(1, body("TransactionConflictException", ""));

        assertThatThrownBy(() -> table.next(KEY))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("TransactionConflictException");
        assertThat(table.next(KEY)).isEqualTo(1);
    }
}
