package dev.cordon.aws.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.FaultyLine;
import dev.cordon.aws.store.LocalDynamo;
import dev.cordon.entry.TimeKey;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.race.Race;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Details;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.ServiceEvent.Origin;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.token.TokenHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What one process writes, another one that reads the same table knows. */
final class TwoProcessesTest {

    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final Revocation TOKEN = new Revocation.OfToken(new IssuerName("cordon"), "jti-1");

    private AwsBench bench;
    private String table;
    private String heads;
    private Instant now = START;
    private ControlStores one;
    private ControlStores other;

    @BeforeEach
    void begin() throws Exception {
        bench = LocalDynamo.bench();
        table = bench.controlTable();
        heads = bench.table();
        one = stores(bench.dynamoDb());
        other = stores(bench.dynamoDb());
    }

    private ControlStores stores(DynamoDbClient client) {
        return ControlStores.of(client, table, Optional.of(heads), () -> now, new Random(1));
    }

    private static Revocation chain(int number) {
        return new Revocation.OfChain("txn-" + number);
    }

    private void forgetLog(String of, long revision) {
        bench.dynamoDb()
                .deleteItem(delete -> delete.tableName(table)
                        .key(Map.of(
                                "kind", AttributeValue.fromS(of + "-change"),
                                "id", AttributeValue.fromS(TimeKey.second(revision)))));
    }

    private static RegisteredService after(Optional<RegisteredService> known, Kind kind, int second) {
        return RegisteredService.after(
                        known,
                        new ServiceEvent(
                                kind,
                                ORDERS,
                                new Environment("production"),
                                kind == Kind.RETIRED ? Details.NONE : Details.running("r" + second),
                                new Origin("deployer", "e" + second, START.plusSeconds(second))),
                        START)
                .orElseThrow();
    }

    @Test
    void revocations_that_come_give_way_and_are_over_are_followed() throws Exception {
        assertThat(other.revocations().read().isEmpty()).isTrue();
        one.revocations().add(TOKEN, Optional.of(START.plusSeconds(60)));
        one.revocations().add(chain(1), Optional.empty());
        assertThat(other.revocations().read().hasToken("cordon", "jti-1")).isTrue();

        one.revocations().replace(chain(1), Optional.of(RevocationEntry.forEver(chain(2))));
        RevocationList replaced = other.revocations().read();
        assertThat(replaced.hasChain("txn-1")).isFalse();
        assertThat(replaced.hasChain("txn-2")).isTrue();

        one.revocations().add(chain(3), Optional.empty());
        one.revocations().replace(chain(2), Optional.empty());
        one.revocations().add(chain(4), Optional.empty());
        now = START.plusSeconds(120);
        one.revocations().read();
        RevocationList last = other.revocations().read();
        assertThat(last.hasToken("cordon", "jti-1")).isFalse();
        assertThat(last.hasChain("txn-2")).isFalse();
        assertThat(last.hasChain("txn-3")).isTrue();
        assertThat(last.hasChain("txn-4")).isTrue();
        assertThat(last.revision()).isEqualTo(one.revocations().read().revision());
        assertThat(stores(bench.dynamoDb()).revocations().read().size()).isEqualTo(last.size());
    }

    @Test
    void who_finds_a_gap_in_the_log_reads_all_anew() throws Exception {
        other.revocations().read();
        for (int i = 1; i <= 3; i++) {
            one.revocations().add(chain(i), Optional.empty());
        }
        forgetLog("revocations", 2);

        for (int i = 1; i <= 3; i++) {
            assertThat(other.revocations().read().hasChain("txn-" + i)).isTrue();
        }
    }

    @Test
    void who_finds_that_the_log_ends_too_early_reads_all_anew() throws Exception {
        other.revocations().read();
        one.revocations().add(chain(1), Optional.empty());
        forgetLog("revocations", 1);

        assertThat(other.revocations().read().hasChain("txn-1")).isTrue();
    }

    @Test
    void services_are_followed_by_their_log_or_anew() throws Exception {
        Optional<RegisteredService> live = Optional.of(after(Optional.empty(), Kind.DEPLOYED, 1));
        one.registry().replace(Optional.empty(), live.get());
        assertThat(other.registry().read().isRetired("orders-api")).isFalse();
        Optional<RegisteredService> gone = Optional.of(after(live, Kind.RETIRED, 2));
        one.registry().replace(live, gone.get());
        assertThat(other.registry().read().isRetired("orders-api")).isTrue();

        one.registry().replace(gone, after(gone, Kind.DEPLOYED, 3));
        forgetLog("services", one.registry().read().revision());
        assertThat(other.registry().read().isRetired("orders-api")).isFalse();
        assertThat(other.registry().read().revision())
                .isEqualTo(one.registry().read().revision());
    }

    /**
     * While all is read, before its first page or behind its last one, an entry comes, one gives way and one comes
     * back: the list is that of the revision that it says.
     */
    @ParameterizedTest
    @ValueSource(strings = {"DynamoDB_20120810.Query", "DynamoDB_20120810.GetItem"})
    void a_list_is_that_of_its_revision_whatever_comes_while_it_is_read(String when) throws Exception {
        one.revocations().read();
        one.revocations().add(chain(1), Optional.empty());
        one.revocations().add(chain(2), Optional.empty());
        for (int i = 1; i <= 2; i++) {
            forgetLog("revocations", i);
        }
        try (FaultyLine line = new FaultyLine(bench.endpoint())) {
            ControlStores late = stores(AwsBench.dynamoDbBy(line.address()));
            late.credentials().of(ORDERS);
            int[] met = {0};
            // the second one of each kind: the first query looks for what is over, the first count begins
            line.spoil(call -> {
                if (call.request().contains(when) && ++met[0] == 2) {
                    change();
                }
                call.pass();
            });
            RevocationList list = late.revocations().read();

            assertThat(met[0]).isGreaterThanOrEqualTo(2);
            assertThat(list.hasChain("txn-1")).isFalse();
            assertThat(list.hasChain("txn-2")).isTrue();
            assertThat(list.hasChain("txn-3")).isTrue();
            assertThat(list.revision()).isEqualTo(one.revocations().read().revision());
        }
    }

    private void change() {
        try {
            one.revocations().replace(chain(1), Optional.empty());
            one.revocations().replace(chain(2), Optional.empty());
            one.revocations().add(chain(3), Optional.empty());
            one.revocations().add(chain(2), Optional.empty());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void api_keys_are_read_anew_where_another_process_changed_them() throws Exception {
        assertThat(other.apiKeys().read().all()).isEmpty();
        ApiKey key = new ApiKey(
                "key-1",
                TokenHash.of("key-1"),
                new ApiKey.Grant(
                        new LedgerEntry.Edge(new ServiceName("acme"), ORDERS, new FlowId("partner-orders")),
                        List.of(),
                        new ApiKey.Bounds(new Environment("production"), List.of(), List.of())),
                new ApiKey.Terms("partners team", START, START.plusSeconds(600), Optional.empty()));
        one.apiKeys().add(key);
        assertThat(other.apiKeys().read().find(key.hash())).contains(key);

        one.apiKeys().revoke("key-1", START.plusSeconds(1));
        assertThat(other.apiKeys().read().hasRevoked("key-1")).isTrue();

        one.apiKeys().forget(START.plusSeconds(601));
        assertThat(other.apiKeys().read().all()).isEmpty();
        assertThat(other.apiKeys().add(key)).isTrue();
    }

    @Test
    void what_two_processes_add_at_once_is_all_there_and_counted() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int from : new int[] {0, 50}) {
            RevocationStore store = from == 0 ? one.revocations() : other.revocations();
            writers.add(() -> {
                for (int i = 0; i < 50; i++) {
                    store.add(chain(from + i), Optional.empty());
                }
                return null;
            });
        }
        Race.run(writers);

        for (ControlStores process : List.of(one, other, stores(bench.dynamoDb()))) {
            RevocationList list = process.revocations().read();
            assertThat(list.revision()).isEqualTo(100);
            for (int i = 0; i < 100; i++) {
                assertThat(list.hasChain("txn-" + i)).as("chain %d", i).isTrue();
            }
        }
    }

    @Test
    void the_head_tells_of_each_change_with_it_and_a_publication_does_not_undo_that() throws Exception {
        HeadStore published = bench.heads(heads);
        assertThat(published.read()).isEmpty();
        one.revocations().add(chain(1), Optional.empty());
        assertThat(published.read()).contains(new Head(0, 0, 1, 0, 0));

        Optional<Head> known = published.read();
        other.registry().replace(Optional.empty(), after(Optional.empty(), Kind.DEPLOYED, 1));
        assertThat(published.read()).contains(new Head(0, 0, 1, 0, 0));
        other.registry()
                .replace(one.registry().find(ORDERS), after(one.registry().find(ORDERS), Kind.RETIRED, 2));
        assertThat(published.replace(known, known.orElseThrow().withBundle(7))).isFalse();
        assertThat(published.replace(
                        published.read(), published.read().orElseThrow().withBundle(7)))
                .isTrue();
        other.revocations().replace(chain(1), Optional.empty());

        assertThat(published.read()).contains(new Head(7, 0, 2, 0, 1));
        assertThat(one.revocations().read().revision()).isEqualTo(2);
        assertThat(one.registry().read().revision()).isEqualTo(1);
    }

    @Test
    void a_table_that_was_restored_goes_on_where_the_head_is() throws Exception {
        one.revocations().add(chain(1), Optional.empty());
        bench.heads(heads).replace(Optional.of(new Head(0, 0, 1, 0, 0)), new Head(0, 0, 80, 0, 0));
        one.revocations().add(chain(2), Optional.empty());

        assertThat(bench.heads(heads).read()).contains(new Head(0, 0, 81, 0, 0));
        for (ControlStores process : List.of(one, other)) {
            assertThat(process.revocations().read().revision()).isEqualTo(81);
            assertThat(process.revocations().read().hasChain("txn-1")).isTrue();
            assertThat(process.revocations().read().hasChain("txn-2")).isTrue();
        }
    }

    @Test
    void numbers_of_status_lists_are_given_once() throws Exception {
        assertThat(List.of(
                        one.statuses().newList(),
                        other.statuses().newList(),
                        one.statuses().newList()))
                .containsExactly(0L, 1L, 2L);
    }
}
