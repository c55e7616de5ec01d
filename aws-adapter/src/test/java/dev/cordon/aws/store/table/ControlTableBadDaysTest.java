package dev.cordon.aws.store.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.BadDay;
import dev.cordon.aws.store.FaultyLine;
import dev.cordon.aws.store.LocalDynamo;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Use;
import dev.cordon.limit.Bucket;
import dev.cordon.limit.BucketState;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.revocation.Revocation;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.token.ProofId;
import dev.cordon.token.ReplayStoreUnavailableException;
import dev.cordon.token.TokenHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stores in the table on bad days: they say that they have no answer, and never take anything else for one. */
final class ControlTableBadDaysTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final Bucket BUCKET =
            new Bucket.OfFlow(new FlowId("checkout"), new RateLimit(200, RateLimit.Per.SECOND, 400));
    private static final BucketState STATE = new BucketState(1, 1, 1, 1, new BucketState.Census(1, 1, 1));
    private static final ProofId PROOF = new ProofId(new TokenHash(1, 2, 3, 4), 1_900_000_000);

    private AwsBench bench;
    private String table;
    private FaultyLine line;
    private ControlStores stores;

    @BeforeEach
    void begin() throws Exception {
        bench = LocalDynamo.bench();
        table = bench.controlTable();
        line = new FaultyLine(bench.endpoint());
        stores = ControlStores.of(
                AwsBench.dynamoDbBy(line.address()), table, Optional.empty(), () -> NOW, new Random(1));
        // what a first call loads is not what is tested
        stores.registry().read();
    }

    @AfterEach
    void close() throws Exception {
        line.close();
    }

    private static Credential credential() {
        return new Credential(
                ORDERS,
                0,
                new CredentialProof.Certificate(),
                Credential.State.CURRENT,
                new Credential.Terms("ada", NOW, Optional.empty(), List.of()));
    }

    private static LedgerEntry entry(String id) {
        return new LedgerEntry(
                id,
                LedgerEntry.Kind.TOKEN,
                new LedgerEntry.Edge(ORDERS, new ServiceName("payments-api"), new FlowId("charge")),
                0,
                "txn-" + id,
                NOW,
                NOW.plusSeconds(300),
                Optional.empty());
    }

    private Map<String, ThrowingCallable> calls() {
        CredentialLife none = CredentialLife.none(ORDERS);
        Revocation chain = new Revocation.OfChain("txn-1");
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("registry.read", () -> stores.registry().read());
        calls.put("registry.find", () -> stores.registry().find(ORDERS));
        calls.put("registry.services", () -> stores.registry().services(Optional.empty(), 10));
        calls.put("registry.closing", () -> stores.registry().closing(Optional.empty(), 10));
        calls.put("credentials.of", () -> stores.credentials().of(ORDERS));
        calls.put("credentials.services", () -> stores.credentials().services(Optional.empty(), 10));
        calls.put("credentials.add", () -> stores.credentials().add(credential()));
        calls.put("credentials.replace", () -> stores.credentials().replace(credential(), credential()));
        calls.put("credentials.forget", () -> stores.credentials().forget(credential()));
        calls.put(
                "credentials.usage",
                () -> stores.credentials().usage(credential().id()));
        calls.put(
                "credentials.used",
                () -> stores.credentials().used(List.of(new Use<>(credential().id(), "token", NOW, 1))));
        calls.put("rotations.of", () -> stores.rotations().of(ORDERS));
        calls.put("rotations.replace", () -> stores.rotations().replace(none, none));
        calls.put("rotations.due", () -> stores.rotations().due(NOW, Optional.empty(), 10));
        calls.put("rotations.services", () -> stores.rotations().services(Optional.empty(), 10));
        calls.put("revocations.read", () -> stores.revocations().read());
        calls.put("revocations.add", () -> stores.revocations().add(chain, Optional.empty()));
        calls.put("revocations.replace", () -> stores.revocations().replace(chain, Optional.empty()));
        calls.put("revocations.page", () -> stores.revocations().page(Optional.empty(), 10));
        calls.put("tokens.enter", () -> stores.tokens().enter(entry("jti-1")));
        calls.put("tokens.used", () -> stores.tokens().used(List.of(new Use<>("jti-1", "GET /", NOW, 1))));
        calls.put("tokens.find", () -> stores.tokens().find("jti-1"));
        calls.put("tokens.page", () -> stores.tokens().page(Optional.empty(), 10));
        calls.put("tokens.forget", () -> stores.tokens().forget(NOW));
        calls.put("statuses.newList", () -> stores.statuses().newList());
        calls.put("statuses.lists", () -> stores.statuses().lists(NOW));
        calls.put("statuses.listed", () -> stores.statuses().listed(0, NOW, Optional.empty(), 10));
        calls.put("statuses.forgetPlaces", () -> stores.statuses().forgetPlaces(NOW));
        calls.put("apiKeys.read", () -> stores.apiKeys().read());
        calls.put("apiKeys.revoke", () -> stores.apiKeys().revoke("key-1", NOW));
        calls.put("apiKeys.forget", () -> stores.apiKeys().forget(NOW));
        calls.put("buckets.read", () -> stores.buckets().read(BUCKET));
        calls.put("buckets.replace", () -> stores.buckets().replace(BUCKET, Optional.empty(), STATE));
        calls.put("proofs.firstUse", () -> stores.proofs().firstUse(PROOF, 1_800_000_000));
        return calls;
    }

    @Test
    void every_call_says_so_where_the_table_may_not_be_used() {
        line.spoil(BadDay.FORBIDDEN.fault);

        calls().forEach((name, call) -> {
            Throwable thrown = catchThrowable(call);
            assertThat(thrown).as(name).isNotNull();
            assertThat(thrown.getClass().getSimpleName()).as(name).endsWith("UnavailableException");
            assertThat(thrown.getMessage())
                    .as(name)
                    .startsWith("`dynamodb:")
                    .contains("` on table `" + table + "` failed: the AWS " + BadDay.FORBIDDEN.message);
        });
    }

    @ParameterizedTest
    @EnumSource
    void on_every_bad_day_nothing_is_taken_for_an_answer_and_after_it_all_is_as_before(BadDay day) throws Exception {
        line.spoil(day.fault);
        assertThatThrownBy(() -> stores.registry().find(ORDERS))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(day.message);
        assertThatThrownBy(() -> stores.tokens().enter(entry("jti-1")))
                .isInstanceOf(TokenLedgerUnavailableException.class)
                .hasMessageContaining(day.message);

        line.spoil(FaultyLine.Call::pass);
        assertThat(stores.registry().find(ORDERS)).isEmpty();
        assertThat(stores.tokens().enter(entry("jti-1"))).isTrue();
    }

    /** Its answer is lost, and the client sends it again. */
    @Test
    void a_transaction_whose_answer_was_lost_is_made_once_and_told_as_made() throws Exception {
        loseTheAnswerTo("TransactWriteItems");

        assertThat(stores.tokens().enter(entry("jti-1"))).isTrue();
        assertThat(stores.tokens().enter(entry("jti-1"))).isFalse();
    }

    @Test
    void a_single_write_whose_answer_was_lost_may_have_been_made() throws Exception {
        loseTheAnswerTo("PutItem");

        assertThatThrownBy(() -> stores.proofs().firstUse(PROOF, 1_800_000_000))
                .isInstanceOf(ReplayStoreUnavailableException.class);
        assertThat(stores.proofs().firstUse(PROOF, 1_800_000_000)).isFalse();
    }

    @Test
    void a_number_whose_answer_was_lost_is_given_to_nobody() throws Exception {
        loseTheAnswerTo("UpdateItem");

        assertThat(stores.statuses().newList()).isEqualTo(1);
        assertThat(stores.statuses().newList()).isEqualTo(2);
    }

    private void loseTheAnswerTo(String action) {
        AtomicInteger lost = new AtomicInteger();
        line.spoil(call -> {
            if (call.request().contains("DynamoDB_20120810." + action) && lost.getAndIncrement() == 0) {
                call.fetch();
                // and the line is cut
            } else {
                call.pass();
            }
        });
    }

    @Test
    void what_no_store_wrote_is_taken_for_nothing() throws Exception {
        put("service", "orders-api", "{}");
        put("count", "services", "many");
        put("rotation", "orders-api", "[");
        put("credential/orders-api", "0000000000000000", "{\"service\":\"orders-api\"}");

        assertUnavailable(() -> stores.registry().find(ORDERS));
        assertUnavailable(() -> stores.registry().read());
        assertUnavailable(() -> stores.rotations().of(ORDERS));
        assertUnavailable(() -> stores.credentials().of(ORDERS));
        bench.dynamoDb()
                .putItem(item -> item.tableName(table)
                        .item(Map.of(
                                "kind", AttributeValue.fromS("service"), "id", AttributeValue.fromS("orders-api"))));
        assertUnavailable(() -> stores.registry().find(ORDERS));
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThat(catchThrowable(call).getClass().getSimpleName()).endsWith("UnavailableException");
    }

    private void put(String kind, String id, String text) {
        bench.dynamoDb()
                .putItem(item -> item.tableName(table)
                        .item(Map.of(
                                "kind", AttributeValue.fromS(kind),
                                "id", AttributeValue.fromS(id),
                                "text", AttributeValue.fromS(text))));
    }

    @Test
    void what_can_be_no_key_is_not_there_and_asks_nobody() throws Exception {
        int before = line.calls();

        assertThat(stores.tokens().find("")).isEmpty();
        assertThat(stores.tokens().find("x".repeat(1_025))).isEmpty();
        assertThat(line.calls()).isEqualTo(before);
        assertThat(stores.tokens().find("x".repeat(1_024))).isEmpty();
        assertThat(line.calls()).isEqualTo(before + 1);
    }

    @Test
    void what_is_over_and_can_not_be_forgotten_keeps_nobody_from_reading() throws Exception {
        stores.revocations().add(new Revocation.OfChain("over"), Optional.of(NOW.minusSeconds(1)));
        stores.revocations().add(new Revocation.OfChain("txn-1"), Optional.empty());
        line.spoil(call -> {
            if (call.request().contains("DynamoDB_20120810.TransactWriteItems")) {
                BadDay.FORBIDDEN.fault.happen(call);
            } else {
                call.pass();
            }
        });

        assertThat(stores.revocations().read().hasChain("txn-1")).isTrue();
    }

    @Test
    void nothing_is_read_that_lags_behind() throws Exception {
        List<String> reads = new CopyOnWriteArrayList<>();
        line.spoil(call -> {
            reads.add(call.request());
            call.pass();
        });
        stores.registry().find(ORDERS);
        stores.registry().services(Optional.empty(), 10);

        assertThat(reads).hasSize(2).allSatisfy(read -> assertThat(read).contains("\"ConsistentRead\":true"));
    }

    /** DynamoDB gives a megabyte at once. */
    @Test
    void entries_that_do_not_fit_one_answer_are_all_read() throws Exception {
        ControlTable table = new ControlTable(bench.dynamoDb(), this.table, Optional.empty(), attempt -> {});
        String long50k = "x".repeat(50_000);
        for (int i = 100; i < 130; i++) {
            table.write(List.of(Change.put(new Key("kind", "id" + i), long50k)));
        }

        assertThat(table.behind("kind", Optional.empty(), Integer.MAX_VALUE))
                .extracting(Entry::id)
                .hasSize(30)
                .isSorted();
        assertThat(table.behind("kind", Optional.of("id101"), 25))
                .hasSize(25)
                .first()
                .isEqualTo(new Entry("id102", long50k));
    }

    @Test
    void who_is_never_alone_gives_up() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        ControlTable busy =
                new ControlTable(bench.dynamoDb(), table, Optional.empty(), attempt -> tries.incrementAndGet());
        Key key = new Key("count", "services");

        assertThatThrownBy(() -> busy.change(
                        () -> Optional.of(List.of(Change.put(key, "1").ifStill(Optional.of("never"))))))
                .hasMessage("others change the same entries of table `" + table + "` all the time: try again");
        assertThat(tries.get()).isEqualTo(Rests.MOST);
        assertThat(busy.get(key)).isEmpty();
    }

    @Test
    void dynamodb_is_told_from_when_on_it_may_forget() throws Exception {
        stores.buckets().replace(BUCKET, Optional.empty(), STATE);
        stores.proofs().firstUse(PROOF, 1_800_000_000);
        stores.revocations().add(new Revocation.OfChain("txn-1"), Optional.of(NOW.plusSeconds(60)));

        List<Map<String, AttributeValue>> items =
                bench.dynamoDb().scan(scan -> scan.tableName(table)).items();
        assertThat(items)
                .extracting(item -> item.get("kind").s().replaceFirst("/.*", "") + " "
                        + Optional.ofNullable(item.get("expires"))
                                .map(AttributeValue::n)
                                .orElse("never"))
                .containsExactlyInAnyOrder(
                        "bucket 3600",
                        "proof 1900000000",
                        "count never",
                        "revocations-change " + NOW.plusSeconds(86_400).getEpochSecond(),
                        "revocation " + NOW.plusSeconds(86_460).getEpochSecond(),
                        "revocation-end " + NOW.plusSeconds(86_460).getEpochSecond());
    }
}
