package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.mesh.store.EmbeddedStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuarantineOperationsTest {

    @TempDir
    private Path folder;

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

    private AdminAnswer ask(String operation, JsonObjectBuilder arguments) {
        return handler.answer(new AdminRequest(operation, arguments.build()));
    }

    private static JsonObjectBuilder apis() {
        return Json.object().put("segment", "apis").put("reason", "a key was found");
    }

    @Test
    void a_quarantine_begins_is_listed_and_ends() throws Exception {
        AdminAnswer begun = ask("quarantines/begin", apis().put("until", "2026-11-20T09:00:00Z"));
        assertThat(begun.reveal().toCanonical())
                .isEqualTo("{\"quarantines\":[{\"direction\":\"both\",\"ends\":\"2026-11-20T09:00:00Z\","
                        + "\"kind\":\"quarantine\",\"reason\":\"a key was found\",\"segment\":\"apis\","
                        + "\"state\":\"in-force\"}]}");
        assertThat(ask("quarantines/list", Json.object()).reveal()).isEqualTo(begun.reveal());
        long second = AdminStores.NOW.getEpochSecond();
        assertThat(store.revocations().read().quarantines().closeInbound("x", "apis", second))
                .isTrue();

        assertThat(ask("quarantines/end", apis()).reveal().toCanonical())
                .contains("\"ends\":\"2026-11-20T08:00:00Z\"", "\"state\":\"over\"");
        assertThat(store.revocations().read().quarantines().closeInbound("x", "apis", second + 5))
                .isFalse();
    }

    @Test
    void one_direction_of_a_service_can_be_closed_and_taken_back() throws Exception {
        ask(
                "quarantines/begin",
                Json.object()
                        .put("service", "acme")
                        .put("direction", "outbound")
                        .put("reason", "scans")
                        .put("until", "2026-11-20T09:00:00Z"));
        long second = AdminStores.NOW.getEpochSecond();
        assertThat(store.revocations().read().quarantines().closeOutbound("acme", "partners", second))
                .isTrue();
        assertThat(store.revocations().read().quarantines().closeInbound("acme", "partners", second))
                .isFalse();

        AdminAnswer cancelled =
                ask("quarantines/cancel", Json.object().put("service", "acme").put("reason", "a mistake"));
        assertThat(cancelled.status()).isEqualTo(Status.DONE);
        assertThat(store.revocations().read().isEmpty()).isTrue();
    }

    @Test
    void a_name_that_the_policy_does_not_have_is_refused_and_nothing_done() throws Exception {
        for (JsonObjectBuilder misspelt : new JsonObjectBuilder[] {
            Json.object().put("segment", "api"), Json.object().put("service", "orders")
        }) {
            AdminAnswer answer =
                    ask("quarantines/begin", misspelt.put("reason", "x").put("until", "2026-11-20T09:00:00Z"));
            assertThat(answer.status()).isEqualTo(Status.BAD_REQUEST);
            assertThat(answer.message()).contains("the policy in use has no", "nothing is done");
        }
        for (JsonObjectBuilder misspelt : new JsonObjectBuilder[] {
            Json.object().put("kind", "service").put("service", "orders"),
            Json.object().put("kind", "token").put("issuer", "cordn").put("id", "jti-1")
        }) {
            assertThat(ask("revocations/add", misspelt).status()).isEqualTo(Status.BAD_REQUEST);
        }
        assertThat(store.revocations().read().isEmpty()).isTrue();
    }

    @Test
    void what_is_no_quarantine_is_told() {
        assertThat(ask("quarantines/begin", apis().put("service", "acme").put("until", "2026-11-20T09:00:00Z"))
                        .message())
                .contains("not both");
        assertThat(ask("quarantines/begin", apis()).message()).contains("`until` is missing");
        assertThat(ask("quarantines/begin", Json.object().put("segment", "apis").put("until", "2026-11-20T09:00:00Z"))
                        .message())
                .contains("`reason` is missing");
        assertThat(ask("quarantines/begin", apis().put("until", "2026-11-20T08:00:00Z"))
                        .status())
                .isEqualTo(Status.REFUSED);
        assertThat(ask(
                                "quarantines/begin",
                                apis().put("until", "2026-11-20T09:00:00Z").put("direction", "up"))
                        .status())
                .isEqualTo(Status.BAD_REQUEST);
        assertThat(ask("quarantines/end", apis()).status()).isEqualTo(Status.REFUSED);
        assertThat(ask("quarantines/end", Json.object().put("segment", "apis").put("reason", " "))
                        .message())
                .contains("`reason` is empty");
    }
}
