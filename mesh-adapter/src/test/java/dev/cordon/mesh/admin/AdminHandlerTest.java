package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.Use;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenHash;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminHandlerTest {

    private static final ServiceName ORDERS = new ServiceName("orders-api");

    @TempDir
    Path folder;

    private EmbeddedStore store;
    private AdminHandler handler;

    @BeforeEach
    void open() throws Exception {
        store = AdminStores.open(folder.resolve("store"));
        handler = new AdminHandler(store, AdminStores.SETTINGS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Json.Members done(String operation, JsonObjectBuilder arguments) {
        AdminAnswer answer = handler.answer(new AdminRequest(operation, arguments.build()));
        assertThat(answer.status()).as(answer.message()).isEqualTo(Status.DONE);
        return answer.reveal();
    }

    private String failed(Status status, String operation, JsonObjectBuilder arguments) {
        AdminAnswer answer = handler.answer(new AdminRequest(operation, arguments.build()));
        assertThat(answer.status()).as("%s", answer.reveal()).isEqualTo(status);
        return answer.message();
    }

    private static JsonObjectBuilder service() {
        return Json.object().put("service", "orders-api");
    }

    private void enter(String id, Instant issued) throws Exception {
        LedgerEntry.Edge edge = new LedgerEntry.Edge(ORDERS, new ServiceName("payments-api"), new FlowId("charge"));
        store.tokens()
                .enter(new LedgerEntry(
                        id,
                        LedgerEntry.Kind.TOKEN,
                        edge,
                        0,
                        "txn-1",
                        issued,
                        issued.plus(Duration.ofDays(365)),
                        Optional.empty()));
    }

    @Test
    void a_token_is_shown_with_its_owner_and_all_its_uses() throws Exception {
        enter("id-1", AdminStores.NOW);
        done("credentials/add", service().put("owner", "team orders").put("proof", "certificate"));
        store.tokens().used(List.of(new Use<>("id-1", "POST /charges", AdminStores.NOW, Long.MAX_VALUE)));

        assertThat(done("tokens/show", Json.object().put("id", "id-1")).toCanonical())
                .isEqualTo("{\"token\":{\"caller\":\"orders-api\",\"expires\":\"2027-11-20T08:00:00Z\","
                        + "\"firstUsed\":\"2026-11-20T08:00:00Z\",\"generation\":0,\"id\":\"id-1\","
                        + "\"issued\":\"2026-11-20T08:00:00Z\",\"kind\":\"token\","
                        + "\"lastUsed\":\"2026-11-20T08:00:00Z\",\"owner\":\"team orders\",\"purpose\":\"charge\","
                        + "\"target\":\"payments-api\",\"transaction\":\"txn-1\","
                        + "\"uses\":{\"POST /charges\":9007199254740991}}}");
        assertThat(done("tokens/show", Json.object().put("id", "id-2")).map()).isEmpty();
    }

    @Test
    void tokens_are_listed_page_by_page_and_by_caller_and_those_not_used_since() throws Exception {
        for (int i = 0; i < 3; i++) {
            enter("id-" + i, AdminStores.NOW.minus(Duration.ofDays(i)));
        }
        assertThat(done("tokens/list", Json.object().put("most", 2)).toCanonical())
                .contains("id-0", "id-1", "\"next\":\"id-1\"")
                .doesNotContain("id-2");
        assertThat(done("tokens/list", Json.object().put("most", 2).put("after", "id-1"))
                        .toCanonical())
                .contains("id-2")
                .doesNotContain("id-1", "next");
        assertThat(done("tokens/list", Json.object().put("caller", "acme")).toCanonical())
                .isEqualTo("{\"tokens\":[]}");
        assertThat(done("tokens/unused", Json.object().put("since", "2026-11-19T08:00:00Z"))
                        .toCanonical())
                .contains("id-2")
                .doesNotContain("id-1", "id-0");
    }

    @Test
    void a_secret_is_answered_once_and_only_its_hash_is_kept() throws Exception {
        Json.Members added =
                done("credentials/add", service().put("owner", "team").put("proof", "secret"));
        String secret = ((Json.Text) added.find("secret").orElseThrow()).value();

        assertThat(store.credentials().of(ORDERS))
                .extracting(Credential::proof)
                .containsExactly(new CredentialProof.Secret(TokenHash.of(secret)));
        Credential.Id id = new Credential.Id(ORDERS, 0);
        store.credentials().used(List.of(new Use<>(id, "introspection", AdminStores.NOW, 3)));
        assertThat(done("credentials/list", Json.object()).toCanonical())
                .contains("\"state\":\"current\"", "\"lastUsed\":\"2026-11-20T08:00:00Z\"")
                .contains("\"uses\":{\"introspection\":3}")
                .doesNotContain(secret);
        AdminAnswer answer = AdminAnswer.done(added);
        assertThat(answer).hasToString("answer DONE");
    }

    @Test
    void public_keys_networks_and_an_end_are_kept_as_they_were_given() throws Exception {
        String keys = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom())
                .publicKeys()
                .toJson();
        done(
                "credentials/add",
                service()
                        .put("owner", "team")
                        .put("proof", "keys")
                        .put("keys", keys)
                        .put("networks", Json.texts(List.of("10.20.0.0/16")))
                        .put("expires", "2027-01-01T00:00:00Z"));
        Credential kept = store.credentials().of(ORDERS).get(0);

        assertThat(((CredentialProof.Keys) kept.proof()).keys().toJson()).isEqualTo(keys);
        assertThat(kept.terms().networks()).hasToString("[10.20.0.0/16]");
        assertThat(kept.terms().expiresAt()).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(kept.terms().createdAt()).isEqualTo(AdminStores.NOW);
    }

    @Test
    void a_revoked_generation_is_revoked_in_the_list_and_in_its_state() throws Exception {
        done("credentials/add", service().put("owner", "team").put("proof", "certificate"));
        assertThat(done("credentials/revoke", service().put("generation", 0)).toCanonical())
                .contains("\"state\":\"revoked\"");

        assertThat(store.revocations().read().hasGeneration("orders-api", 0)).isTrue();
        assertThat(failed(Status.REFUSED, "credentials/revoke", service().put("generation", 1)))
                .contains("no credential of generation `1`");
    }

    @Test
    void keys_are_shown_rotated_and_replaced_and_nothing_private_is_answered() throws Exception {
        assertThat(done("keys/show", Json.object()).toCanonical()).isEqualTo("{\"keys\":[],\"revision\":0}");
        String rotated = done("keys/rotate", Json.object()).toCanonical();
        String old = store.signingKeys().read().keys().get(0).key().keyId();
        assertThat(rotated)
                .contains("\"kid\":\"" + old + "\"", "\"signs\":true")
                .doesNotContain("\"d\"");
        done("keys/rotate", Json.object());
        assertThat(failed(Status.REFUSED, "keys/rotate", Json.object())).contains("wait until then");
        String replaced =
                done("keys/replace", Json.object().put("issuer", "shop")).toCanonical();

        assertThat(replaced).contains("\"revoked\":[\"" + old + "\"").doesNotContain("\"d\"");
        assertThat(store.revocations().read().hasKey("shop", old)).isTrue();
        assertThat(store.signingKeys().read().keys()).hasSize(1);
    }

    @Test
    void keys_are_not_revoked_under_another_issuers_name() throws Exception {
        AdminSettings named = new AdminSettings(
                AdminStores.SETTINGS.schedule(),
                Optional.of(new IssuerName("shop")),
                AdminStores.SETTINGS.clock(),
                AdminStores.SETTINGS.random(),
                Optional.empty(),
                Optional::empty);
        handler = new AdminHandler(store, named);
        done("keys/rotate", Json.object());

        assertThat(failed(Status.BAD_REQUEST, "keys/replace", Json.object().put("issuer", "shops")))
                .isEqualTo("these are the keys of issuer `shop`, not of `shops`");
        assertThat(store.revocations().read().isEmpty()).isTrue();
        done("keys/replace", Json.object().put("issuer", "shop"));
    }

    @Test
    void each_kind_of_revocation_is_kept_and_listed() throws Exception {
        List<String> kinds = List.of(
                "{\"kind\":\"chain\",\"transaction\":\"txn-1\",\"until\":\"2099-12-31T23:59:59Z\"}",
                "{\"generation\":3,\"kind\":\"generation\",\"service\":\"orders-api\"}",
                "{\"kind\":\"held-before\",\"second\":1700000000,\"service\":\"orders-api\"}",
                "{\"kind\":\"issued-before\",\"second\":1700000000,\"service\":\"orders-api\"}",
                "{\"id\":\"kid-1\",\"issuer\":\"shop\",\"kind\":\"key\"}",
                "{\"kind\":\"service\",\"service\":\"acme\"}",
                "{\"id\":\"jti-1\",\"issuer\":\"shop\",\"kind\":\"token\"}");
        for (String one : kinds) {
            AdminAnswer answer = handler.answer(new AdminRequest("revocations/add", (Json.Members) Json.parse(one)));
            assertThat(answer.reveal().toCanonical()).isEqualTo(one);
        }
        assertThat(done("revocations/list", Json.object()).toCanonical())
                .isEqualTo("{\"revocations\":[" + String.join(",", kinds) + "]}");
        Json.Members first = done("revocations/list", Json.object().put("most", 2));
        assertThat(first.find("revocations").orElseThrow().toCanonical())
                .isEqualTo("[" + String.join(",", kinds.subList(0, 2)) + "]");
        Json next = first.find("next").orElseThrow();
        assertThat(done("revocations/list", Json.object().put("most", 5).put("after", next))
                        .toCanonical())
                .isEqualTo("{\"revocations\":[" + String.join(",", kinds.subList(2, 7)) + "]}");
        assertThat(store.revocations().read().hasChain("txn-1")).isTrue();
    }

    @Test
    void a_revocation_may_say_until_when_and_nothing_that_does_not_belong_to_it() throws Exception {
        assertThat(failed(Status.BAD_REQUEST, "revocations/add", chainUntil("2026-11-20T08:00:05Z")))
                .isEqualTo("argument `until` must be in the future: nothing would be revoked");
        assertThat(store.revocations().read().isEmpty()).isTrue();
        done("revocations/add", chainUntil("2026-11-20T08:00:06Z"));
        assertThat(store.revocations().read().hasChain("txn-1")).isTrue();

        assertThat(failed(
                        Status.BAD_REQUEST,
                        "revocations/add",
                        Json.object()
                                .put("kind", "chain")
                                .put("transaction", "t")
                                .put("service", "acme")))
                .isEqualTo("argument `service` does not go with a revocation of the kind `chain`");
        assertThat(failed(Status.BAD_REQUEST, "revocations/add", Json.object().put("kind", "all")))
                .contains("`all` is no kind of revocation");
    }

    private static JsonObjectBuilder chainUntil(String until) {
        return Json.object().put("kind", "chain").put("transaction", "txn-1").put("until", until);
    }

    @Test
    void what_is_asked_wrongly_is_told_so_and_changes_nothing() throws Exception {
        String bad = failed(Status.BAD_REQUEST, "tokens/forget\u001b[2J", Json.object());
        assertThat(bad).startsWith("there is no operation `tokens/forget?[2J`");
        assertThat(failed(Status.BAD_REQUEST, "tokens/list", Json.object().put("most", 501)))
                .contains("`most` must be from 1 to 500");
        assertThat(failed(Status.BAD_REQUEST, "tokens/list", Json.object().put("caller", "Orders")))
                .contains("`Orders` is no service name");
        assertThat(failed(Status.BAD_REQUEST, "tokens/list", Json.object().put("colour", "red")))
                .isEqualTo("there is no argument `colour` here");
        assertThat(failed(Status.BAD_REQUEST, "tokens/unused", Json.object())).isEqualTo("argument `since` is missing");
        assertThat(failed(Status.BAD_REQUEST, "tokens/unused", Json.object().put("since", "30d")))
                .contains("must be an instant");
        JsonObjectBuilder wrong = service()
                .put("owner", "team")
                .put("proof", "secret")
                .put("networks", Json.texts(List.of("10.20.0.1/16")));
        assertThat(failed(Status.BAD_REQUEST, "credentials/add", wrong)).isEqualTo("`10.20.0.1/16` is no CIDR block");
        assertThat(failed(
                        Status.BAD_REQUEST,
                        "credentials/add",
                        service().put("owner", "").put("proof", "secret")))
                .contains("1 to 256 characters");
        assertThat(failed(
                        Status.BAD_REQUEST,
                        "credentials/add",
                        service().put("owner", "t").put("proof", "keys").put("keys", "{}")))
                .contains("key 1");
        assertThat(failed(
                        Status.BAD_REQUEST,
                        "credentials/add",
                        service().put("owner", "t").put("proof", "secret").put("keys", "{}")))
                .contains("goes with the proof `keys` only");
        assertThat(store.credentials().of(ORDERS)).isEmpty();
    }

    @Test
    void a_store_that_does_not_answer_is_told_so() {
        store.close();
        for (String operation :
                List.of("tokens/list", "credentials/list", "api-keys/list", "keys/show", "revocations/list")) {
            assertThat(failed(Status.UNAVAILABLE, operation, Json.object())).contains("is closed");
        }
    }
}
