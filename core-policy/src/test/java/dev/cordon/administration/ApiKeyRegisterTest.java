package dev.cordon.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.administration.ApiKeyRegister.Holding;
import dev.cordon.administration.ApiKeyRegister.Page;
import dev.cordon.administration.ApiKeyRegister.State;
import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.apikey.InMemoryApiKeyStore;
import dev.cordon.ledger.InMemoryTokenLedger;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class ApiKeyRegisterTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(30));
    private static final ServiceName ORDERS = new ServiceName("orders-api");

    private final InMemoryApiKeyStore keys = new InMemoryApiKeyStore();
    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final ApiKeyRegister register = new ApiKeyRegister(keys, ledger);

    private void add(String id, String caller) throws Exception {
        LedgerEntry.Edge edge = new LedgerEntry.Edge(new ServiceName(caller), ORDERS, new FlowId("sell"));
        ledger.enter(new LedgerEntry(id, LedgerEntry.Kind.API_KEY, edge, -1, id, NOW, END, Optional.empty()));
        keys.add(new ApiKey(
                id,
                TokenHash.of(id),
                new ApiKey.Grant(
                        edge, List.of(), new ApiKey.Bounds(new Environment("production"), List.of(), List.of())),
                new ApiKey.Terms("partners", NOW, END, Optional.empty())));
    }

    private Page page(Predicate<ApiKey> wanted, String after, int most) throws Exception {
        return register.page(wanted, Optional.of(after), most);
    }

    private static List<String> ids(Page page) {
        return page.holdings().stream().map(one -> one.key().id()).toList();
    }

    @Test
    void keys_are_found_page_by_page_in_the_order_of_their_ids() throws Exception {
        for (String id : List.of("c", "a", "d", "b")) {
            add(id, id.equals("b") ? "globex" : "acme");
        }
        Predicate<ApiKey> ofAcme = key -> key.grant().edge().caller().text().equals("acme");

        assertThat(ids(register.page(key -> true, Optional.empty(), 3))).containsExactly("a", "b", "c");
        assertThat(register.page(key -> true, Optional.empty(), 3).next()).contains("c");
        assertThat(ids(page(key -> true, "c", 3))).containsExactly("d");
        assertThat(page(key -> true, "c", 3).next()).isEmpty();
        assertThat(page(key -> true, "", 4).next()).isEmpty();
        assertThat(ids(page(ofAcme, "a", 1))).containsExactly("c");
        assertThat(page(ofAcme, "a", 1).next()).contains("c");
    }

    @Test
    void a_key_is_shown_with_its_uses() throws Exception {
        add("a", "acme");
        ledger.used(List.of(new Use<>("a", "POST /orders", NOW, 3)));

        Holding found = register.find("a").orElseThrow();
        assertThat(found.key().id()).isEqualTo("a");
        assertThat(found.usage().counts()).isEqualTo(Map.of("POST /orders", 3L));
        assertThat(page(key -> true, "", 1).holdings()).containsExactly(found);
        assertThat(register.find("b")).isEmpty();
    }

    @Test
    void a_key_that_the_ledger_does_not_know_was_not_used() throws Exception {
        add("a", "acme");
        ledger.forget(END.plusSeconds(1));

        assertThat(register.find("a").map(Holding::usage)).contains(Usage.NONE);
    }

    @Test
    void a_key_is_active_until_it_ends_or_is_revoked() throws Exception {
        add("a", "acme");
        Holding made = register.find("a").orElseThrow();
        assertThat(made.state(END.minusSeconds(1))).isEqualTo(State.ACTIVE);
        assertThat(made.state(END)).isEqualTo(State.EXPIRED);

        Holding revoked = register.revoke("a", NOW.plusSeconds(60));
        assertThat(revoked.state(NOW.plusSeconds(60))).isEqualTo(State.REVOKED);
        assertThat(revoked.state(END)).isEqualTo(State.REVOKED);
        assertThat(keys.read().hasRevoked("a")).isTrue();
        assertThat(register.revoke("a", NOW.plusSeconds(120))).isEqualTo(revoked);
    }

    @Test
    void a_key_that_is_not_there_is_not_revoked() throws Exception {
        add("a", "acme");
        assertThatExceptionOfType(AdministrationRefusedException.class)
                .isThrownBy(() -> register.revoke("b", NOW))
                .withMessage("there is no API key `b`: list them");
        assertThat(keys.read().hasRevoked("a")).isFalse();
    }

    @Test
    void stores_that_do_not_answer_are_told_so() throws Exception {
        add("a", "acme");
        ledger.isDown(true);
        assertThatThrownBy(() -> register.find("a")).isInstanceOf(TokenLedgerUnavailableException.class);
        keys.isDown(true);
        assertThatThrownBy(() -> register.revoke("a", NOW)).isInstanceOf(ApiKeyStoreUnavailableException.class);
    }
}
