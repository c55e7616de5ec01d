package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.AdministrationJson;
import dev.cordon.audit.AdministrationRecord;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminDeskTest {

    @TempDir
    Path folder;

    private final List<AdministrationRecord> records = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private EmbeddedStore store;
    private AdminDesk desk;

    @BeforeEach
    void open() throws Exception {
        store = AdminStores.open(folder.resolve("store"));
        AdminSettings recording = new AdminSettings(
                AdminStores.SETTINGS.schedule(),
                AdminStores.SETTINGS.issuer(),
                AdminStores.SETTINGS.clock(),
                AdminStores.SETTINGS.random(),
                Optional.empty(),
                Optional.empty(),
                AdminStores.SETTINGS.policy(),
                records::add);
        desk = new AdminDesk(new AdminHandler(store, recording), recording, notices::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private AdminAnswer ask(String operation, JsonObjectBuilder arguments) {
        return desk.answer(new AdminRequest(operation, arguments.build()), Asker.LOCAL);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        AdministrationJson.append(line, records.get(records.size() - 1));
        return line.toString();
    }

    @Test
    void a_change_is_recorded_with_who_asked_for_what_and_what_it_touched() {
        ask("revocations/add", Json.object().put("kind", "service").put("service", "acme"));

        assertThat(line())
                .isEqualTo("{\"administration\":\"revocations/add\","
                        + "\"arguments\":{\"kind\":\"service\",\"service\":\"acme\"},\"by\":\"local operator\","
                        + "\"result\":\"done\",\"time\":\"" + AdminStores.NOW + "\","
                        + "\"touched\":{\"kind\":\"service\",\"service\":\"acme\"}}");
        assertThat(notices).containsExactly("administration: `revocations/add`: done");
    }

    @Test
    void who_begins_a_quarantine_is_recorded_with_the_reason() {
        ask(
                "quarantines/begin",
                Json.object()
                        .put("service", "acme")
                        .put("direction", "outbound")
                        .put("until", "2026-11-21T08:00:00Z")
                        .put("reason", "stolen laptop"));

        assertThat(line())
                .contains("\"administration\":\"quarantines/begin\"", "\"direction\":\"outbound\"")
                .contains("\"reason\":\"stolen laptop\"", "\"result\":\"done\"", "\"touched\":{\"quarantines\":[");
    }

    @Test
    void what_was_refused_is_recorded_with_its_reason() {
        ask("credentials/revoke", Json.object().put("service", "acme").put("generation", 4));
        assertThat(line())
                .contains("\"arguments\":{\"generation\":4,\"service\":\"acme\"}")
                .contains("\"message\":\"", "no credential of generation `4`", "\"result\":\"refused\"")
                .doesNotContain("touched");

        ask("revocations/add", Json.object().put("kind", "moon"));
        assertThat(line()).contains("\"result\":\"bad-request\"", "is no kind of revocation");
    }

    @Test
    void questions_are_not_recorded() {
        ask("credentials/list", Json.object());
        ask("no/such", Json.object());

        assertThat(records).isEmpty();
    }

    @Test
    void no_secret_is_recorded_wherever_it_stands() {
        AdminAnswer answer = ask(
                "credentials/add",
                Json.object().put("service", "acme").put("owner", "team").put("proof", "secret"));
        String secret = ((Json.Text) answer.reveal().find("secret").orElseThrow()).value();
        assertThat(line()).contains("\"touched\":{\"generation\":0").doesNotContain(secret);

        String key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom())
                .revealPrivateJwk();
        ask(
                "credentials/add",
                Json.object()
                        .put("service", "acme")
                        .put("owner", "team")
                        .put("proof", "keys")
                        .put("keys", key));
        assertThat(line()).contains("\"result\":\"bad-request\"").doesNotContain("\"d\"", "keys\":");

        ask("api-keys/revoke", Json.object().put("id", "cordon_1" + "a".repeat(49)));
        assertThat(line()).contains("there is no API key `...`").doesNotContain("aaaa");
        assertThat(notices).last().asString().doesNotContain("aaaa");
        ask("revocations/add", Json.object().put("kind", "chain").put("transaction", "e.y".repeat(40)));
        assertThat(line()).contains("\"kind\":\"chain\"").doesNotContain("e.y");
        ask("credentials/add", Json.object().put("password", "hunter2hunter2"));
        assertThat(line()).contains("there is no argument `password`").doesNotContain("hunter2");
    }

    @Test
    void what_an_operator_wrote_is_bounded_and_printable() {
        JsonObjectBuilder arguments = Json.object()
                .put("owner", "x".repeat(10_000) + "\u001b[31m")
                .put("service", "\u0000\u2028")
                .put("networks", Json.texts(Collections.nCopies(900, "10.0.0.0/8")));
        ask("credentials/add", arguments);

        assertThat(line()).hasSizeLessThan(3_000).matches("[ -~]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the bearer of orders-api's token left",
                "basic: see INC-4711",
                "asked by orders-production-01.payments-cluster-west.shop-internal.example"
            })
    void a_text_without_secrets_is_recorded_as_it_was_written(String reason) {
        ask(
                "quarantines/begin",
                Json.object()
                        .put("service", "acme")
                        .put("until", "2026-11-21T08:00:00Z")
                        .put("reason", reason));

        assertThat(line()).contains("\"reason\":\"" + reason + "\"");
    }

    @Test
    void a_key_or_token_that_somebody_writes_into_a_text_is_not_recorded() {
        String key = "cordon_1" + "a".repeat(49);
        String token = "eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJhIn0.c2ln";
        String spaced = "eyAiYWxnIjoiRVMyNTYifQ.eyAianRpIjoiYSIsImEiOjF9." + "c".repeat(86);
        String credentials = "J".repeat(60);
        for (String secret : List.of(
                key,
                token,
                spaced,
                "Bearer " + credentials,
                "Bearer: " + credentials,
                "bearer=" + credentials,
                "DPoP \"" + credentials)) {
            ask(
                    "quarantines/begin",
                    Json.object()
                            .put("service", "acme")
                            .put("until", "2026-11-21T08:00:00Z")
                            .put("reason", "leaked: " + secret + " in a log"));
            assertThat(line() + notices)
                    .contains("leaked: ... in a log")
                    .doesNotContain(secret)
                    .doesNotContain(credentials);
            ask(
                    "credentials/add",
                    Json.object().put("service", "acme").put("owner", "team").put("proof", secret));
            assertThat(line() + notices).doesNotContain(secret);
        }
    }
}
