package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.ledger.Use;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.token.ApiKeyText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiKeyOperationsTest {

    @TempDir
    Path folder;

    private EmbeddedStore store;
    private AdminHandler handler;

    @BeforeEach
    void open() throws Exception {
        store = AdminStores.open(folder.resolve("store"));
        handler = new AdminHandler(store, AdminStores.running(store));
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

    /** A sound request. */
    private static JsonObjectBuilder wanted() {
        return but("", Json.object());
    }

    /** The same with another value of one member. */
    private static JsonObjectBuilder but(String member, String value) {
        return but(member, Json.object().put(member, value));
    }

    private static JsonObjectBuilder but(String member, JsonObjectBuilder instead) {
        Map<String, String> sound = Map.of(
                "caller",
                "acme",
                "target",
                "orders-api",
                "purpose",
                "sell",
                "owner",
                "partners team",
                "expires",
                "2026-12-20T08:00:00.5Z");
        sound.forEach((name, value) ->
                instead.put(name, name.equals(member) ? Optional.empty() : Optional.of(Json.of(value))));
        return instead;
    }

    private static String text(Json.Members answer, String member) {
        return ((Json.Text) answer.find(member).orElseThrow()).value();
    }

    private String bad(JsonObjectBuilder arguments) throws Exception {
        String why = failed(Status.BAD_REQUEST, "api-keys/issue", arguments);
        assertThat(store.apiKeys().read().all()).isEmpty();
        return why;
    }

    private String refused(JsonObjectBuilder arguments) throws Exception {
        String why = failed(Status.REFUSED, "api-keys/issue", arguments);
        assertThat(store.apiKeys().read().all()).isEmpty();
        return why;
    }

    @Test
    void a_key_is_answered_once_and_only_its_hash_is_kept_and_never_answered() throws Exception {
        Json.Members issued = done("api-keys/issue", wanted());
        ApiKeyText key = ApiKeyText.read(text(issued, "key")).orElseThrow();
        ApiKey kept = store.apiKeys().read().find(key.hash()).orElseThrow();
        assertThat(kept.id()).isEqualTo(text(issued, "id"));
        assertThat(AdminAnswer.done(issued)).hasToString("answer DONE");

        String shown = done("api-keys/show", Json.object().put("id", kept.id())).toCanonical();
        String listed = done("api-keys/list", Json.object()).toCanonical();
        String revoked =
                done("api-keys/revoke", Json.object().put("id", kept.id())).toCanonical();
        assertThat(shown + listed + revoked)
                .contains(kept.id())
                .doesNotContain(key.reveal().substring(8, 51), key.hash().toString(), "\"key\"", "\"hash\"");
    }

    @Test
    void all_that_was_asked_for_is_kept_and_shown() throws Exception {
        Json.Members issued = done(
                "api-keys/issue",
                wanted().put("scopes", Json.texts(List.of("orders.write")))
                        .put("networks", Json.texts(List.of("203.0.113.0/24")))
                        .put("windows", Json.texts(List.of("mon-fri 08:00-18:00 Europe/Berlin"))));
        String id = text(issued, "id");
        store.tokens().used(List.of(new Use<>(id, "POST /orders", AdminStores.NOW, 2)));

        assertThat(done("api-keys/show", Json.object().put("id", id)).toCanonical())
                .isEqualTo("{\"apiKey\":{\"caller\":\"acme\",\"created\":\"2026-11-20T08:00:00Z\","
                        + "\"environment\":\"production\",\"expires\":\"2026-12-20T08:00:00Z\","
                        + "\"firstUsed\":\"2026-11-20T08:00:00Z\",\"id\":\"" + id + "\","
                        + "\"lastUsed\":\"2026-11-20T08:00:00Z\",\"networks\":[\"203.0.113.0/24\"],"
                        + "\"owner\":\"partners team\",\"purpose\":\"sell\",\"scopes\":[\"orders.write\"],"
                        + "\"state\":\"active\",\"target\":\"orders-api\",\"uses\":{\"POST /orders\":2},"
                        + "\"windows\":[\"mon-fri 08:00-18:00 Europe/Berlin\"]}}");
        assertThat(done("api-keys/show", Json.object().put("id", "ak-0")).map()).isEmpty();
    }

    @Test
    void keys_are_listed_page_by_page_and_by_caller() {
        List<String> ids =
                List.of(text(done("api-keys/issue", wanted()), "id"), text(done("api-keys/issue", wanted()), "id"))
                        .stream()
                        .sorted()
                        .toList();

        Json.Members first = done("api-keys/list", Json.object().put("most", 1));
        assertThat(first.toCanonical()).contains(ids.get(0)).doesNotContain(ids.get(1));
        assertThat(text(first, "next")).isEqualTo(ids.get(0));
        assertThat(done("api-keys/list", Json.object().put("most", 1).put("after", ids.get(0)))
                        .toCanonical())
                .contains(ids.get(1))
                .doesNotContain(ids.get(0), "next");
        assertThat(done("api-keys/list", Json.object().put("caller", "acme")).toCanonical())
                .contains(ids);
        assertThat(done("api-keys/list", Json.object().put("caller", "globex")).toCanonical())
                .isEqualTo("{\"apiKeys\":[]}");
    }

    @Test
    void a_revoked_key_says_since_when_and_one_that_is_not_there_is_told_so() throws Exception {
        String id = text(done("api-keys/issue", wanted()), "id");
        assertThat(failed(Status.REFUSED, "api-keys/revoke", Json.object().put("id", "ak-0")))
                .isEqualTo("there is no API key `ak-0`: list them");
        assertThat(store.apiKeys().read().hasRevoked(id)).isFalse();

        Json.Members revoked = done("api-keys/revoke", Json.object().put("id", id));
        assertThat(text(revoked, "revoked")).isEqualTo("2026-11-20T08:00:00Z");
        assertThat(text(revoked, "state")).isEqualTo("revoked");
        assertThat(store.apiKeys().read().hasRevoked(id)).isTrue();
    }

    @Test
    void a_key_in_place_of_its_id_is_not_repeated() throws Exception {
        String key = text(done("api-keys/issue", wanted()), "key");
        for (String operation : List.of("api-keys/show", "api-keys/revoke")) {
            assertThat(failed(Status.BAD_REQUEST, operation, Json.object().put("id", key)))
                    .startsWith("this is an API key itself")
                    .doesNotContain(key);
        }
    }

    @Test
    void what_the_policy_does_not_allow_is_refused_and_nothing_kept() throws Exception {
        assertThat(refused(but("target", "acme"))).isEqualTo("no flow for API keys leads from `acme` to `acme`");
        assertThat(refused(but("purpose", "buy"))).isEqualTo("no flow of that `purpose` leads to `orders-api`");
        assertThat(refused(wanted().put("scopes", Json.texts(List.of("orders.all")))))
                .isEqualTo("too much is asked for: flow `sell` has no scopes `orders.all`");
        assertThat(refused(but("target", "nobody"))).isEqualTo("the target is no service of the policy");
        assertThat(bad(but("caller", "nobody"))).isEqualTo("`nobody` is no service of the policy");
    }

    @Test
    void what_is_asked_wrongly_is_told_so_and_nothing_kept() throws Exception {
        assertThat(bad(but("expires", "2027-11-22T08:00:00Z")))
                .isEqualTo("an API key lives up to 366 days: ask for less");
        assertThat(bad(but("expires", "2026-11-20T08:00:00.9Z")))
                .isEqualTo("an API key ends 1 second to 366 days after it was made");
        assertThat(bad(but("expires", "90d")))
                .isEqualTo("argument `expires` must be an instant like 2026-01-31T12:00:00Z");
        assertThat(bad(but("owner", ""))).contains("an owner has 1 to 256 characters");
        assertThat(bad(but("owner", "a\u001b[2J"))).contains("none of them a control character");
        assertThat(bad(wanted().put("networks", Json.texts(List.of("10.0.0.1/8")))))
                .isEqualTo("`10.0.0.1/8` is no CIDR block");
        assertThat(bad(wanted().put("windows", Json.texts(List.of("always\u001b[2J")))))
                .isEqualTo("`always?[2J` is no time window: write one like `mon-fri 08:00-18:00 Europe/Berlin`");
        assertThat(bad(wanted().put("windows", "always"))).contains("must be an array of at most 1000 strings");
        assertThat(bad(but("caller", "Acme"))).contains("`Acme` is no service name");
        assertThat(bad(wanted().put("hash", "0"))).isEqualTo("there is no argument `hash` here");
        for (String one : List.of("caller", "target", "purpose", "owner", "expires")) {
            assertThat(bad(but(one, Json.object()))).isEqualTo("argument `" + one + "` is missing");
        }
        assertThat(failed(Status.BAD_REQUEST, "api-keys/show", Json.object())).isEqualTo("argument `id` is missing");
        assertThat(failed(Status.BAD_REQUEST, "api-keys/revoke", Json.object().put("id", 7)))
                .isEqualTo("argument `id` must be a string");
        assertThat(failed(Status.BAD_REQUEST, "api-keys/list", Json.object().put("most", 0)))
                .contains("`most` must be from 1 to 500");
    }

    @Test
    void without_a_policy_in_use_no_key_is_made_and_all_else_is_answered() throws Exception {
        String id = text(done("api-keys/issue", wanted()), "id");
        handler = new AdminHandler(store, AdminStores.SETTINGS);

        assertThat(failed(Status.BAD_REQUEST, "api-keys/issue", wanted()))
                .isEqualTo("API keys are made by the policy that the service has in use: start `cordon serve` with"
                        + " `--issuer` and this store, and ask again");
        assertThat(done("api-keys/list", Json.object()).toCanonical()).contains(id);
        done("api-keys/revoke", Json.object().put("id", id));
    }

    @Test
    void a_store_that_does_not_answer_is_told_so() {
        store.close();
        assertThat(failed(Status.UNAVAILABLE, "api-keys/issue", wanted())).contains("is closed");
        assertThat(failed(Status.UNAVAILABLE, "api-keys/revoke", Json.object().put("id", "ak-0")))
                .contains("is closed");
    }
}
