package dev.cordon.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.ledger.LedgerEntry;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import dev.cordon.race.Race;
import dev.cordon.token.TokenHash;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every store of API keys must do; each has one concrete subclass. */
public abstract class ApiKeyStoreContract {

    private static final int THREADS = 16;
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant END = START.plusSeconds(86_400);
    private static final TokenHash HASH = TokenHash.of("key-1");

    /** A store without keys. */
    protected abstract ApiKeyStore store() throws Exception;

    private static ApiKey key(String id, TokenHash hash) {
        LedgerEntry.Edge edge = new LedgerEntry.Edge(
                new ServiceName("acme"), new ServiceName("orders-api"), new FlowId("partner-orders"));
        return new ApiKey(
                id,
                hash,
                new ApiKey.Grant(edge, List.of(), new ApiKey.Bounds(new Environment("prod"), List.of(), List.of())),
                new ApiKey.Terms("partners team", START, END, Optional.empty()));
    }

    private static ApiKey key(String id) {
        return key(id, TokenHash.of(id));
    }

    private static ApiKey full() {
        List<Cidr> networks = List.of(
                Cidr.parse("203.0.113.0/24").orElseThrow(),
                Cidr.parse("2001:db8::/32").orElseThrow());
        List<TimeWindow> windows = List.of(
                new TimeWindow(
                        List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), 0, 1440, ZoneId.of("America/Argentina/Ushuaia")),
                new TimeWindow(List.of(DayOfWeek.FRIDAY), 1439, 1, ZoneId.of("UTC")));
        LedgerEntry.Edge edge = key("key-1").grant().edge();
        return new ApiKey(
                "~\"\\/key",
                new TokenHash(-1, 0, Long.MIN_VALUE, Long.MAX_VALUE),
                new ApiKey.Grant(
                        edge,
                        List.of(new Scope("orders.write"), new Scope("orders.read")),
                        new ApiKey.Bounds(new Environment("test"), networks, windows)),
                new ApiKey.Terms(
                        "Z\u00fcrich \ud83d\udd11", START, START.plus(ApiKey.Terms.LONGEST), Optional.empty()));
    }

    @Test
    public final void at_first_there_is_no_key() throws Exception {
        assertThat(store().read().all()).isEmpty();
        assertThat(store().read().find(HASH)).isEmpty();
    }

    @Test
    public final void a_key_is_read_as_it_was_added() throws Exception {
        ApiKeyStore store = store();
        assertThat(store.add(full())).isTrue();
        assertThat(store.add(key("key-1"))).isTrue();

        assertThat(store.read().find(full().hash())).contains(full());
        assertThat(store.read().find(HASH)).contains(key("key-1"));
        assertThat(store.read().all()).containsExactlyInAnyOrder(full(), key("key-1"));
    }

    @Test
    public final void a_key_of_an_id_that_is_there_changes_nothing() throws Exception {
        ApiKeyStore store = store();
        store.add(key("key-1"));
        long revision = store.read().revision();

        assertThat(store.add(key("key-1", TokenHash.of("other")))).isFalse();
        assertThat(store.read().all()).containsExactly(key("key-1"));
        assertThat(store.read().revision()).isEqualTo(revision);
    }

    @Test
    public final void a_key_of_a_hash_that_is_there_changes_nothing() throws Exception {
        ApiKeyStore store = store();
        store.add(key("key-1"));

        assertThat(store.add(key("key-2", HASH))).isFalse();
        assertThat(store.read().all()).containsExactly(key("key-1"));
    }

    @Test
    public final void a_revoked_key_stays_and_is_said_to_be_revoked_since_the_first_time() throws Exception {
        ApiKeyStore store = store();
        store.add(key("key-1"));
        store.add(key("key-2"));
        Instant first = START.plusSeconds(7).plusNanos(1);

        assertThat(store.revoke("key-1", first)).isTrue();
        assertThat(store.revoke("key-1", first.plusSeconds(60))).isTrue();
        assertThat(store.read().find(HASH).orElseThrow().terms().revokedAt()).contains(first);
        assertThat(store.read().find(TokenHash.of("key-2"))).contains(key("key-2"));
    }

    @Test
    public final void a_revoked_key_is_not_added_anew() throws Exception {
        ApiKeyStore store = store();
        store.add(key("key-1"));
        store.revoke("key-1", START);

        assertThat(store.add(key("key-1"))).isFalse();
        assertThat(store.read().find(HASH).orElseThrow().isRevoked()).isTrue();
    }

    @Test
    public final void to_revoke_what_is_not_there_says_so() throws Exception {
        ApiKeyStore store = store();
        store.add(key("key-10"));

        assertThat(store.revoke("key-1", START)).isFalse();
        assertThat(store.read().all()).containsExactly(key("key-10"));
    }

    @Test
    public final void keys_that_expired_before_a_time_are_forgotten_and_no_others() throws Exception {
        ApiKeyStore store = store();
        store.add(key("key-1"));
        store.add(full());
        long revision = store.read().revision();

        assertThat(store.forget(END)).isZero();
        assertThat(store.read().revision()).isEqualTo(revision);
        assertThat(store.forget(END.plusNanos(1))).isOne();
        assertThat(store.read().all()).containsExactly(full());
        assertThat(store.read().revision()).isGreaterThan(revision);
    }

    @Test
    public final void every_change_leads_to_a_higher_revision() throws Exception {
        ApiKeyStore store = store();
        long empty = store.read().revision();
        store.add(key("key-1"));
        long added = store.read().revision();
        store.revoke("key-1", START);
        long revoked = store.read().revision();
        store.forget(Instant.MAX);

        assertThat(List.of(empty, added, revoked, store.read().revision()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    public final void of_many_who_add_one_id_or_hash_at_once_one_succeeds() throws Exception {
        ApiKeyStore store = store();
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            ApiKey own = i % 2 == 0 ? key("key-1", TokenHash.of("own-" + i)) : key("own-" + i, HASH);
            writers.add(() -> store.add(own));
        }
        long ids = 0;
        List<Boolean> added = Race.run(writers);
        for (int i = 0; i < THREADS; i += 2) {
            ids += added.get(i) ? 1 : 0;
        }

        assertThat(ids).isOne();
        assertThat(added.stream().filter(one -> one)).hasSize(2);
        assertThat(store.read().all()).hasSize(2);
    }
}
