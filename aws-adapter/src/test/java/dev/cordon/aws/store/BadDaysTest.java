package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.ObjectStore.Reading;
import dev.cordon.publication.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stores on bad days: they report that they have no answer, soon, and never take anything else for one. */
final class BadDaysTest {

    private static final Patience LITTLE =
            new Patience(Duration.ofSeconds(1), Duration.ofMillis(750), Duration.ofSeconds(3), 2);
    private static final byte[] BYTES = "a bundle of some length".getBytes(StandardCharsets.UTF_8);
    private static final Head HEAD = Head.none().withBundle(7);

    private final AwsBench bench = Moto.bench();
    private final String bucket = bench.bucket();
    private final String table = bench.table();
    private FaultyLine line;
    private ObjectStore objects;
    private HeadStore heads;

    @BeforeEach
    void publish() throws Exception {
        bench.put(bucket, ObjectStore.BUNDLE, BYTES);
        bench.put(table, HeadItem.write(HEAD));
        line = new FaultyLine(bench.endpoint());
        Clients clients = AwsBench.clientsBy(line.address());
        objects = new S3ObjectStore(clients.s3(LITTLE), bucket, "");
        heads = new DynamoHeadStore(clients.dynamoDb(LITTLE), table);
        // what a first call loads is not what is tested
        readObject();
        heads.read();
    }

    @AfterEach
    void close() throws Exception {
        line.close();
    }

    private Reading readObject() throws StoreUnavailableException {
        return objects.read(ObjectStore.BUNDLE, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void an_object_is_not_read_on_a_bad_day_and_is_read_after_it(BadDay day) throws Exception {
        line.spoil(day.fault);
        assertUnavailable(day, "`s3:GetObject` on `s3://" + bucket + "/policy.bundle` failed: ", this::readObject);

        line.spoil(FaultyLine.Call::pass);
        assertThat(readObject()).isInstanceOf(Reading.Found.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_head_is_not_read_on_a_bad_day_and_is_read_after_it(BadDay day) throws Exception {
        line.spoil(day.fault);
        assertUnavailable(day, "`dynamodb:GetItem` on table `" + table + "` failed: ", () -> heads.read());

        line.spoil(FaultyLine.Call::pass);
        assertThat(heads.read()).contains(HEAD);
    }

    private static void assertUnavailable(BadDay day, String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith(what)
                .hasMessageContaining(day.message);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "CUT_SHORT", "HUNG_UP", "FAILING", "OVERLOADED", "THROTTLING"})
    void one_bad_answer_is_made_good_by_asking_again(BadDay day) throws Exception {
        line.spoilOnce(day.fault);
        assertThat(readObject()).isInstanceOf(Reading.Found.class);

        line.spoilOnce(day.fault);
        assertThat(heads.read()).contains(HEAD);
    }

    @ParameterizedTest
    // the JDK asks once more by itself where a connection just ends
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HUNG_UP")
    void nobody_is_asked_more_than_twice(BadDay day) {
        line.spoil(day.fault);
        int before = line.calls();

        assertThatThrownBy(this::readObject).isInstanceOf(StoreUnavailableException.class);
        assertThat(line.calls() - before).isBetween(1, 2);
    }

    @Test
    void a_write_whose_answer_was_lost_is_not_taken_for_a_lost_race() throws Exception {
        Optional<String> known = Optional.of(((Reading.Found) readObject()).version());
        line.spoilOnce(FaultyLine.Call::fetch);
        assertThatThrownBy(() -> objects.replace(ObjectStore.BUNDLE, "other".getBytes(StandardCharsets.UTF_8), known))
                .isInstanceOf(StoreUnavailableException.class);

        line.spoilOnce(FaultyLine.Call::fetch);
        assertThatThrownBy(() -> heads.replace(Optional.of(HEAD), HEAD.withBundle(8)))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(heads.read()).contains(HEAD.withBundle(8));
    }

    @Test
    void a_head_is_read_strongly_consistent() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        line.spoil(call -> {
            requests.add(call.request());
            call.pass();
        });

        heads.read();

        assertThat(requests).singleElement().asString().contains("\"ConsistentRead\":true");
    }

    @Test
    void a_connection_that_ended_while_the_function_was_frozen_does_not_fail_the_next_call() throws Exception {
        line.spoil(FaultyLine.Call::passAsIfToStay);
        heads.read();
        heads.read();
        readObject();

        assertThat(readObject()).isInstanceOf(Reading.Found.class);
    }

    @Test
    void nobody_at_the_address_is_said_in_a_line() throws Exception {
        line.close();

        assertThatThrownBy(heads::read)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Connection refused")
                .hasMessageNotContaining("\n");
    }

    @Test
    void an_object_that_claims_to_be_larger_than_any_is_not_read() {
        line.spoil(call -> call.answer("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 9999999999\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(this::readObject)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("larger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "{\"Item\":[]}", "{\"Item\":7}", "{\"Item\":{\"id\":7}}", "{\"Item\""})
    void what_is_no_answer_of_dynamodb_is_no_head(String body) {
        line.spoil(call -> call.answer(200, "", body));

        assertThatThrownBy(heads::read).isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1E+3", "07", "9223372036854775808", "99999999999999999999", "seven"})
    void what_is_no_number_makes_no_head(String number) {
        line.spoil(call -> call.answer(
                200,
                "",
                "{\"Item\":{\"id\":{\"S\":\"head\"},\"bundleSequence\":{\"N\":\"" + number
                        + "\"},\"keysSequence\":{\"N\":\"1\"},\"revocationEpoch\":{\"N\":\"0\"},"
                        + "\"revocationCount\":{\"N\":\"0\"},\"registryEpoch\":{\"N\":\"0\"}}}"));

        assertThatThrownBy(heads::read)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("`bundleSequence`");
    }
}
