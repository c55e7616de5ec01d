package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.mesh.store.EmbeddedStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests and answers that are nearly sound are answered or refused in one line, and nothing is thrown. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundRequestsTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 2_000;

    private static final List<String> SOUND = List.of(
            "/admin/v1/tokens/list {\"after\":\"id-1\",\"caller\":\"orders-api\",\"most\":100}",
            "/admin/v1/tokens/unused {\"since\":\"2026-01-31T12:00:00Z\"}",
            "/admin/v1/tokens/show {\"id\":\"id-1\"}",
            "/admin/v1/credentials/list {\"service\":\"orders-api\"}",
            "/admin/v1/credentials/list {\"after\":\"acme\",\"most\":2}",
            "/admin/v1/credentials/add {\"owner\":\"team\",\"proof\":\"secret\",\"service\":\"acme\","
                    + "\"networks\":[\"10.0.0.0/8\"],\"expires\":\"2027-01-31T12:00:00Z\"}",
            "/admin/v1/credentials/add {\"keys\":\"{}\",\"owner\":\"team\",\"proof\":\"keys\",\"service\":\"acme\"}",
            "/admin/v1/credentials/revoke {\"generation\":0,\"service\":\"orders-api\"}",
            "/admin/v1/api-keys/issue {\"caller\":\"acme\",\"expires\":\"2026-12-31T12:00:00Z\",\"networks\":"
                    + "[\"10.0.0.0/8\"],\"owner\":\"team\",\"purpose\":\"sell\",\"scopes\":[\"orders.read\"],"
                    + "\"target\":\"orders-api\",\"windows\":[\"mon-fri 08:00-18:00 Europe/Berlin\"]}",
            "/admin/v1/api-keys/list {\"after\":\"ak-1\",\"caller\":\"acme\",\"most\":100}",
            "/admin/v1/api-keys/show {\"id\":\"ak-1\"}",
            "/admin/v1/api-keys/revoke {\"id\":\"ak-1\"}",
            "/admin/v1/keys/show {}",
            "/admin/v1/revocations/list {\"after\":\"{}\",\"most\":1}",
            "/admin/v1/revocations/add {\"kind\":\"token\",\"id\":\"jti\",\"issuer\":\"shop\"}",
            "/admin/v1/revocations/add {\"kind\":\"issued-before\",\"second\":1700000000,\"service\":\"acme\","
                    + "\"until\":\"2026-12-31T12:00:00Z\"}");

    /** What an answer takes grows with what the store has been given: a fresh one from time to time. */
    private static final int STORES = FULL ? 30 : 1;

    private static final int REQUESTS = 10_000;

    private static final List<String> PIECES = List.of(
            "/admin/v1/",
            "/",
            " ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "{}",
            "\"most\":501",
            "\"service\":7",
            "\"generation\":-1",
            "\"second\":9007199254740991",
            "\"until\":\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"until\":\"-1000000000-01-01T00:00:00Z\"",
            "\"kind\":\"segment\"",
            "\"segment\":\"s\"",
            "\"windows\":[\"sat-sun 00:00-24:00 UTC\"]",
            "\"expires\":\"2999-12-31T12:00:00Z\"",
            "\"scopes\":[]",
            "\\u001b[2J");

    @TempDir
    Path folder;

    @Test
    void a_nearly_sound_request_is_answered_or_refused_in_one_line() throws Exception {
        Mutator requests = new Mutator(SEED, SOUND, PIECES);
        Set<Status> outcomes = EnumSet.noneOf(Status.class);
        for (int i = 0; i < STORES; i++) {
            try (EmbeddedStore store = AdminStores.open(folder.resolve("store-" + i))) {
                AdminHandler handler = new AdminHandler(store, AdminStores.running(store));
                MeteredReader<AdminAnswer> reader =
                        new MeteredReader<>(BYTES_PER_CHARACTER, text -> answer(handler, text));
                for (int j = 0; j < REQUESTS; j++) {
                    AdminAnswer answer = reader.read(requests.next());
                    outcomes.add(answer.status());
                    assertThat(answer.status()).as(answer.message()).isNotEqualTo(Status.UNAVAILABLE);
                    assertThat(answer.message()).doesNotContainPattern("\\p{Cntrl}");
                }
            }
        }
        assertThat(outcomes)
                .as("seed %d", SEED)
                .containsExactlyInAnyOrder(Status.DONE, Status.REFUSED, Status.BAD_REQUEST);
    }

    /** As a connection would. */
    private static AdminAnswer answer(AdminHandler handler, String text) {
        int space = text.indexOf(' ');
        String path = space < 0 ? text : text.substring(0, space);
        String body = space < 0 ? "" : text.substring(space + 1);
        try {
            return handler.answer(AdminRequest.read(path, body.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return AdminAnswer.failed(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    @Test
    void a_nearly_sound_answer_is_read_or_is_none() {
        Mutator answers = new Mutator(
                SEED,
                List.of(
                        "{\"tokens\":[{\"id\":\"id-1\",\"uses\":{\"POST /x\":1}}],\"next\":\"id-1\"}",
                        "{\"message\":\"no\"}"),
                List.of("{", "}", "[", "]", "\"", ":", ",", "\"message\":7"));
        MeteredReader<Boolean> reader = new MeteredReader<>(BYTES_PER_CHARACTER, NearlySoundRequestsTest::isAnswer);
        int read = 0;
        int all = FULL ? 1_000_000 : 30_000;
        for (int i = 0; i < all; i++) {
            read += reader.read(answers.next()) ? 1 : 0;
        }
        assertThat(read).as("seed %d", SEED).isBetween(1, all - 1);
    }

    private static boolean isAnswer(String body) {
        return AdminClient.read(409, body.getBytes(StandardCharsets.UTF_8))
                .filter(answer -> answer.message().isEmpty() || answer.status() == Status.REFUSED)
                .isPresent();
    }
}
