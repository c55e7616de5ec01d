package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.InMemoryObjectStore;
import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.Publisher;
import dev.cordon.publication.StoredSnapshots;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.revocation.Revocation;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the control plane writes into its table and the head, as an authorizer reads it. */
final class LiveFromAwsTest {

    private static final ServiceName WEB = new ServiceName("web-bff");

    private final PublishedShop shop = new PublishedShop();
    private final ObjectStore objects = new InMemoryObjectStore();
    private AwsBench bench;
    private FaultyLine line;
    private String table;
    private String heads;
    private ControlStores control;
    private StoredSnapshots function;

    @BeforeEach
    void begin() throws Exception {
        bench = LocalDynamo.bench();
        table = bench.controlTable();
        heads = bench.table();
        control = ControlStores.of(bench.dynamoDb(), table, Optional.of(heads), () -> PublishedShop.NOW, new Random(1));
        HeadStore published = bench.heads(heads);
        new Publisher(objects, published, shop.expectations()).publishBundle(shop.bundle(1), PublishedShop.NOW);
        line = new FaultyLine(bench.endpoint());
        AwsStores stores = new AwsStores(AwsBench.clientsBy(line.address()));
        function = shop.snapshots(objects, stores.heads(heads), stores.live(table, () -> PublishedShop.NOW));
    }

    @AfterEach
    void close() throws Exception {
        line.close();
    }

    private Snapshot refreshed() throws Exception {
        function.refresh();
        return function.current().orElseThrow();
    }

    private void tell(Kind kind, int second) throws Exception {
        Optional<RegisteredService> known = control.registry().find(WEB);
        ServiceEvent event = new ServiceEvent(
                kind,
                WEB,
                new Environment("production"),
                ServiceEvent.Details.NONE,
                new ServiceEvent.Origin("deployer", "e" + second, PublishedShop.NOW.plusSeconds(second)));
        assertThat(control.registry()
                        .replace(
                                known,
                                RegisteredService.after(known, event, PublishedShop.NOW)
                                        .orElseThrow()))
                .isTrue();
    }

    @Test
    void a_call_where_nothing_changed_costs_one_round_trip() throws Exception {
        control.revocations().add(new Revocation.OfChain("txn-1"), Optional.empty());
        tell(Kind.DEPLOYED, 1);
        tell(Kind.RETIRED, 2);
        refreshed();
        int before = line.calls();
        refreshed();

        assertThat(line.calls()).isEqualTo(before + 1);
    }

    @Test
    void revocations_and_retirements_are_in_the_next_snapshot_and_so_is_their_end() throws Exception {
        assertThat(refreshed().live().revocations().isEmpty()).isTrue();
        control.revocations().add(new Revocation.OfChain("txn-1"), Optional.of(PublishedShop.NOW.minusSeconds(1)));
        control.revocations().add(new Revocation.OfService(WEB), Optional.empty());
        tell(Kind.DEPLOYED, 1);
        tell(Kind.RETIRED, 2);
        Snapshot next = refreshed();
        assertThat(next.live().revocations().hasService("web-bff")).isTrue();
        assertThat(next.live().registry().isRetired("web-bff")).isTrue();

        control.revocations().replace(new Revocation.OfService(WEB), Optional.empty());
        tell(Kind.DEPLOYED, 3);
        Snapshot last = refreshed();
        assertThat(last.live().revocations().hasService("web-bff")).isFalse();
        assertThat(last.live().registry().isRetired("web-bff")).isFalse();

        long forgotten = control.revocations().read().revision();
        assertThat(forgotten).isGreaterThan(last.revisions().revocations());
        assertThat(refreshed().revisions().revocations()).isEqualTo(forgotten);
    }

    @Test
    void an_authorizer_writes_nothing() throws Exception {
        control.revocations().add(new Revocation.OfChain("txn-1"), Optional.of(PublishedShop.NOW.minusSeconds(1)));
        tell(Kind.DEPLOYED, 1);
        line.spoil(call -> {
            assertThat(call.request()).containsAnyOf("DynamoDB_20120810.GetItem", "DynamoDB_20120810.Query");
            call.pass();
        });

        assertThat(refreshed().live().revocations().revision()).isEqualTo(1);
    }

    @Test
    void a_change_that_can_not_be_read_ages_the_snapshot_there_is() throws Exception {
        Snapshot good = refreshed();
        control.revocations().add(new Revocation.OfService(WEB), Optional.empty());
        line.spoil(call -> {
            if (call.request().contains(table)) {
                call.refuse(400, "Throttling", "ThrottlingException");
            } else {
                call.pass();
            }
        });
        assertThat(catchThrowable(function::refresh)).hasMessageContaining("AWS throttles");
        assertThat(function.current()).containsSame(good);

        line.spoil(FaultyLine.Call::pass);
        assertThat(refreshed().live().revocations().hasService("web-bff")).isTrue();
    }
}
