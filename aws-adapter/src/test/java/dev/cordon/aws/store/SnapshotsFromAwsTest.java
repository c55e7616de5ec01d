package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.publication.Outcome;
import dev.cordon.publication.Publisher;
import dev.cordon.publication.StoredSnapshots;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From publishing to a function's snapshot, by way of S3 and DynamoDB, while both have their bad days. */
final class SnapshotsFromAwsTest {

    private static final int FUNCTIONS = 200;
    private static final Patience LITTLE =
            new Patience(Duration.ofSeconds(1), Duration.ofMillis(750), Duration.ofSeconds(3), 2);
    private static final Patience MUCH =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120), 3);

    private final AwsBench bench = Moto.bench();
    private final String bucket = bench.bucket();
    private final String table = bench.table();
    private final PublishedShop shop = new PublishedShop();
    private final Publisher publisher = new Publisher(
            new S3ObjectStore(bench.clients().s3(Patience.TERMINAL), bucket, "shop/"),
            new DynamoHeadStore(bench.clients().dynamoDb(Patience.TERMINAL), table),
            shop.expectations());
    /** The way to S3, and the way to DynamoDB. */
    private FaultyLine toObjects;

    private FaultyLine toHeads;

    @BeforeEach
    void open() throws Exception {
        toObjects = new FaultyLine(bench.endpoint());
        toHeads = new FaultyLine(bench.endpoint());
    }

    @AfterEach
    void close() throws Exception {
        toObjects.close();
        toHeads.close();
    }

    private void publish(long sequence) throws Exception {
        assertThat(publisher.publishBundle(shop.bundle(sequence), PublishedShop.NOW))
                .isEqualTo(new Outcome.Published(sequence));
    }

    private StoredSnapshots function(Patience patience) {
        return shop.snapshots(
                new S3ObjectStore(AwsBench.clientsBy(toObjects.address()).s3(patience), bucket, "shop/"),
                new DynamoHeadStore(AwsBench.clientsBy(toHeads.address()).dynamoDb(patience), table));
    }

    @Test
    void a_call_where_nothing_changed_costs_one_round_trip_to_dynamodb_and_none_to_s3() throws Exception {
        publish(1);
        StoredSnapshots function = function(LITTLE);
        function.refresh();
        int heads = toHeads.calls();
        int objects = toObjects.calls();

        function.refresh();

        assertThat(toHeads.calls()).isEqualTo(heads + 1);
        assertThat(toObjects.calls()).isEqualTo(objects);
    }

    @Test
    void what_is_published_next_is_seen_at_the_next_refresh() throws Exception {
        publish(1);
        StoredSnapshots function = function(LITTLE);
        function.refresh();
        publish(2);

        function.refresh();

        assertThat(PublishedShop.sequence(function)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void on_a_bad_day_of_s3_a_function_keeps_what_it_has_and_takes_the_next_after_it(BadDay day) throws Exception {
        publish(1);
        StoredSnapshots function = function(LITTLE);
        function.refresh();
        publish(2);
        toObjects.spoil(day.fault);

        // one that says that nothing has changed is not believed either: the head demands more
        assertThatThrownBy(function::refresh).isInstanceOf(SnapshotUnavailableException.class);
        assertThat(PublishedShop.sequence(function)).isEqualTo(1);

        toObjects.spoil(FaultyLine.Call::pass);
        function.refresh();
        assertThat(PublishedShop.sequence(function)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void on_a_bad_day_of_dynamodb_a_function_keeps_what_it_has_and_takes_the_next_after_it(BadDay day)
            throws Exception {
        publish(1);
        StoredSnapshots function = function(LITTLE);
        function.refresh();
        publish(2);
        toHeads.spoil(day.fault);

        assertThatThrownBy(function::refresh).isInstanceOf(SnapshotUnavailableException.class);
        assertThat(PublishedShop.sequence(function)).isEqualTo(1);

        toHeads.spoil(FaultyLine.Call::pass);
        function.refresh();
        assertThat(PublishedShop.sequence(function)).isEqualTo(2);
    }

    @Test
    void an_older_bundle_than_the_head_demands_is_not_taken() throws Exception {
        publish(1);
        byte[] old = remembered(toObjects);
        publish(2);
        toObjects.spoil(call -> call.answer(old));

        StoredSnapshots function = function(LITTLE);
        assertThatThrownBy(function::refresh).isInstanceOf(SnapshotUnavailableException.class);
        assertThat(function.current()).isEmpty();
    }

    @Test
    void an_older_head_than_was_seen_is_not_taken() throws Exception {
        publish(1);
        byte[] old = remembered(toHeads);
        publish(2);
        StoredSnapshots function = function(LITTLE);
        function.refresh();
        toHeads.spoil(call -> call.answer(old));

        assertThatThrownBy(function::refresh)
                .isInstanceOf(SnapshotUnavailableException.class)
                .hasMessageContaining("went back");
        assertThat(PublishedShop.sequence(function)).isEqualTo(2);
    }

    /** What a line answers to a function that loads now. */
    private byte[] remembered(FaultyLine line) throws Exception {
        List<byte[]> answers = new ArrayList<>();
        line.spoil(call -> {
            byte[] answer = call.fetch();
            answers.add(answer);
            call.answer(answer);
        });
        function(LITTLE).refresh();
        line.spoil(FaultyLine.Call::pass);
        return answers.get(0);
    }

    @Test
    void a_bundle_that_is_replaced_in_the_middle_of_a_load_is_taken_whole_or_not_at_all() throws Exception {
        publish(1);
        byte[] one = remembered(toObjects);
        publish(2);
        byte[] two = remembered(toObjects);
        assertThat(two).hasSameSizeAs(one).isNotEqualTo(one);
        StoredSnapshots function = function(LITTLE);

        // the beginning of the one with the end of the other, however a store comes to that
        int tear = new String(two, StandardCharsets.ISO_8859_1).indexOf("/orders/2");
        byte[] torn = Arrays.copyOf(two, two.length);
        System.arraycopy(one, tear, torn, tear, one.length - tear);
        toObjects.spoil(call -> call.answer(torn));
        assertThatThrownBy(function::refresh).isInstanceOf(SnapshotUnavailableException.class);
        assertThat(function.current()).isEmpty();

        toObjects.spoil(FaultyLine.Call::pass);
        function.refresh();
        assertThat(PublishedShop.sequence(function)).isEqualTo(2);
    }

    @Test
    void a_bundle_that_is_published_between_the_head_and_the_object_is_taken() throws Exception {
        publish(1);
        byte[] head = remembered(toHeads);
        publish(2);
        toHeads.spoil(call -> call.answer(head));
        StoredSnapshots function = function(LITTLE);

        function.refresh();

        assertThat(PublishedShop.sequence(function)).isEqualTo(2);
    }

    @Test
    void two_hundred_functions_that_start_at_once_all_load_the_bundle() throws Exception {
        publish(3);
        ExecutorService threads = Executors.newFixedThreadPool(FUNCTIONS);
        try {
            List<Callable<Long>> starts = new ArrayList<>();
            for (int i = 0; i < FUNCTIONS; i++) {
                StoredSnapshots function = function(MUCH);
                starts.add(() -> {
                    function.refresh();
                    return PublishedShop.sequence(function);
                });
            }
            for (Future<Long> loaded : threads.invokeAll(starts)) {
                assertThat(loaded.get()).isEqualTo(3);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
