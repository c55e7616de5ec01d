package dev.cordon.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.administration.TokenInventory.Holding;
import dev.cordon.administration.TokenInventory.Page;
import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.InMemoryApiKeyStore;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.ledger.InMemoryTokenLedger;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class TokenInventoryTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final Duration LIFE = Duration.ofDays(365);
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final ServiceName ACME = new ServiceName("acme");

    private final InMemoryTokenLedger tokens = new InMemoryTokenLedger();
    private final InMemoryCredentialLedger credentials = new InMemoryCredentialLedger();
    private final InMemoryApiKeyStore keys = new InMemoryApiKeyStore();
    private final TokenInventory inventory = new TokenInventory(tokens, credentials, keys);

    private void enter(String id, ServiceName caller, Instant issued) throws Exception {
        LedgerEntry.Edge edge = new LedgerEntry.Edge(caller, new ServiceName("payments-api"), new FlowId("charge"));
        tokens.enter(new LedgerEntry(
                id, LedgerEntry.Kind.TOKEN, edge, 0, "txn-" + id, issued, issued.plus(LIFE), Optional.empty()));
    }

    @Test
    void of_an_api_key_the_owner_is_its_own_whoever_has_the_caller_s_credentials() throws Exception {
        Credential.Terms terms = new Credential.Terms("team acme", NOW, Optional.empty(), List.of());
        credentials.add(new Credential(ACME, 0, new CredentialProof.Certificate(), Credential.State.CURRENT, terms));
        LedgerEntry.Edge edge = new LedgerEntry.Edge(ACME, ORDERS, new FlowId("sell"));
        for (String id : List.of("ak-1", "ak-2")) {
            tokens.enter(
                    new LedgerEntry(id, LedgerEntry.Kind.API_KEY, edge, 0, id, NOW, NOW.plus(LIFE), Optional.empty()));
        }
        ApiKey.Bounds bounds = new ApiKey.Bounds(new Environment("production"), List.of(), List.of());
        keys.add(new ApiKey(
                "ak-1",
                TokenHash.of("a key"),
                new ApiKey.Grant(edge, List.of(), bounds),
                new ApiKey.Terms("partners", NOW, NOW.plus(LIFE), Optional.empty())));

        assertThat(inventory.find("ak-1").flatMap(Holding::owner)).contains("partners");
        assertThat(inventory.find("ak-2").orElseThrow().owner()).isEmpty();
    }

    private void use(String id, Instant at) throws Exception {
        tokens.used(List.of(new Use<>(id, "POST /charges", at, 1)));
    }

    private List<String> all(Predicate<Line> wanted, int most) throws Exception {
        List<String> ids = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page page = inventory.page(wanted, after, most);
            assertThat(page.holdings()).hasSizeLessThanOrEqualTo(most);
            page.holdings().forEach(one -> ids.add(one.line().entry().id()));
            after = page.next();
        } while (after.isPresent());
        return ids;
    }

    @Test
    void whatever_the_size_of_a_page_all_pages_together_are_what_is_wanted() throws Exception {
        List<String> orders = new ArrayList<>();
        for (int i = 1000; i < 1700; i++) {
            boolean ours = i % 3 == 0;
            enter("id-" + i, ours ? ORDERS : ACME, NOW);
            if (ours) {
                orders.add("id-" + i);
            }
        }
        for (int most : new int[] {1, 7, 233, 234, 256, 1000}) {
            assertThat(all(line -> line.entry().edge().caller().equals(ORDERS), most))
                    .as("pages of %d", most)
                    .isEqualTo(orders);
        }
        assertThat(all(line -> true, 256)).hasSize(700);
    }

    @Test
    void a_page_is_answered_in_bounded_time_even_where_nothing_is_wanted_and_says_that_more_follows() throws Exception {
        for (int i = 10_000; i < 14_200; i++) {
            enter("id-" + i, ORDERS, NOW);
        }
        Page page = inventory.page(line -> line.entry().id().equals("id-14199"), Optional.empty(), 10);

        assertThat(page.holdings()).isEmpty();
        assertThat(page.next()).contains("id-14095");
        assertThat(all(line -> line.entry().id().equals("id-14199"), 10)).containsExactly("id-14199");
    }

    @Test
    void unused_is_what_was_issued_before_has_not_been_used_since_and_is_still_good() throws Exception {
        Instant since = NOW.minus(Duration.ofDays(30));
        enter("never-used", ORDERS, since.minusSeconds(1));
        enter("too-young", ORDERS, since);
        enter("used-long-ago", ORDERS, since.minusSeconds(900));
        use("used-long-ago", since.minusSeconds(1));
        enter("used-since", ORDERS, since.minusSeconds(900));
        use("used-since", since);
        enter("used-then-and-now", ORDERS, since.minusSeconds(900));
        use("used-then-and-now", since.minusSeconds(1));
        use("used-then-and-now", NOW);
        enter("over", ORDERS, NOW.minus(LIFE));

        assertThat(all(TokenInventory.unused(since, NOW), 100)).containsExactly("never-used", "used-long-ago");
    }

    @Test
    void a_holding_names_who_answers_for_it_where_that_is_kept() throws Exception {
        for (String owner : List.of("team orders", "their successors")) {
            Credential.Terms terms = new Credential.Terms(owner, NOW, Optional.empty(), List.of());
            long generation = credentials.of(ORDERS).size();
            credentials.add(new Credential(
                    ORDERS, generation, new CredentialProof.Certificate(), Credential.State.CURRENT, terms));
        }
        enter("id-1", ORDERS, NOW);
        enter("id-2", ACME, NOW);

        assertThat(inventory.find("id-1").flatMap(Holding::owner)).contains("team orders");
        assertThat(inventory.find("id-2").orElseThrow().owner()).isEmpty();
        assertThat(inventory.find("id-3")).isEmpty();
    }

    @Test
    void a_ledger_whose_ids_do_not_go_on_is_not_asked_for_ever() throws Exception {
        enter("id-1", ORDERS, NOW);
        Line line = new Line(tokens.find("id-1").orElseThrow().entry(), Usage.NONE);
        TokenInventory broken = new TokenInventory(new SamePage(line), credentials, keys);

        assertThatThrownBy(() -> broken.page(one -> false, Optional.of("id-1"), 1))
                .isInstanceOf(TokenLedgerUnavailableException.class)
                .hasMessageContaining("not in the order of their ids");
    }

    /** Answers every question for a page alike. */
    private record SamePage(Line line) implements TokenLedger {

        @Override
        public List<Line> page(Optional<String> after, int most) {
            return List.of(line);
        }

        @Override
        public boolean enter(LedgerEntry entry) {
            return false;
        }

        @Override
        public void used(List<Use<String>> uses) {}

        @Override
        public Optional<Line> find(String id) {
            return Optional.empty();
        }

        @Override
        public int forget(Instant before) {
            return 0;
        }
    }
}
