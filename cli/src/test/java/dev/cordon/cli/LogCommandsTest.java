package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.gate.ShopPolicy;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogCommandsTest {

    private static final String LOST = "{\"dropped\":3,\"droppedInAll\":3,\"time\":\"2026-11-22T12:00:01Z\"}";

    @TempDir
    Path folder;

    private SampleLog log;

    @BeforeEach
    void a_log_of_some_calls() throws Exception {
        log = new SampleLog()
                .call("orders", "GET /charges/1")
                .call("orders", "POST /charges")
                .call("orders", "POST /charges")
                .call("orders", "POST /charges")
                .call("orders", "DELETE /charges/1")
                .call("acme", "POST /charges")
                .call("stranger", "GET /charges/..%2f1")
                .call(ShopPolicy.reading(), Duration.ofSeconds(1))
                .call(ShopPolicy.reading(), Duration.ofSeconds(31));
        Files.createDirectories(folder.resolve("bundles/2026"));
        log.writeBundle(folder.resolve("bundles/2026/shop-7.bundle"));
        Files.writeString(folder.resolve("bundles/readme.txt"), "not a bundle\n");
    }

    @Test
    void a_log_that_nobody_changed_is_decided_alike() {
        Shell shell = replay(log.text());

        assertThat(shell.out()).isEqualTo("replayed 9 decisions: all the same\n");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void what_is_no_decision_is_passed_over_and_told() throws Exception {
        Shell shell = replay(log.line("")
                .line(LOST)
                .line("{\"_aws\":{}}")
                .line("{\"id\":\"x\",\"outcome\":\"deny\",\"reason\":\"SNAPSHOT_MISSING\"}")
                .text());

        assertThat(shell.out())
                .isEqualTo("replayed 9 decisions: all the same; 1 calls that were stopped before a decision;"
                        + " 3 records lost when the log was written; 1 lines of something else\n");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void a_changed_line_is_found_and_shown_with_how_it_is_decided_now() {
        String changed = log.text().replaceFirst("\"flow\":\"read\"", "\"flow\":\"charge\"");

        Shell shell = replay(changed);

        assertThat(shell.out())
                .startsWith("line 1 differs: decision d-1: the log says allow charge, replayed allow read\n  target: ")
                .endsWith("replayed 9 decisions: 1 differ\n");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
    }

    @Test
    void a_changed_policy_is_no_policy_of_the_log() throws Exception {
        Policy other = new TestPolicy()
                .segment("ordering", Trust.INTERNAL)
                .caller("orders", "ordering")
                .build();
        Files.delete(folder.resolve("bundles/2026/shop-7.bundle"));
        new SampleLog(other, 7).writeBundle(folder.resolve("bundles/shop-7.bundle"));

        Shell shell = replay(log.text());

        assertThat(shell.out())
                .startsWith("line 1 has no bundle: sequence 7 of policy `shop` for `production`, content ")
                .endsWith("replayed 0 decisions: all the same; 9 lines without bundle\n")
                .hasLineCount(2);
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void the_same_content_under_another_sequence_is_another_bundle() {
        Shell shell = replay(log.lines().get(0).replace("\"sequence\":7", "\"sequence\":8"));

        assertThat(shell.out()).startsWith("line 1 has no bundle: sequence 8 of policy `shop` for `production`");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void an_unreadable_line_is_named() {
        List<String> lines = log.lines();
        Shell shell = replay(lines.get(0) + "\n" + lines.get(1).substring(0, 200) + "\nplain text\n");

        assertThat(shell.out()).isEqualTo("""
                        line 2 is unreadable: it is no JSON: cut short, or not of the log
                        line 3 is unreadable: it is no JSON: cut short, or not of the log
                        replayed 1 decisions: all the same; 2 unreadable lines
                        """);
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void a_line_without_end_does_not_fill_the_memory() {
        Shell shell =
                replay("{\"id\":\"" + "x".repeat(3 << 20) + "\n" + log.lines().get(0) + "\n");

        assertThat(shell.out()).contains("line 1 is unreadable", "replayed 1 decisions: all the same");
    }

    @Test
    void json_says_the_same_to_programs() throws Exception {
        String changed = log.text().replaceFirst("\"flow\":\"read\"", "\"flow\":\"charge\"") + "x\n";

        Shell shell = replay(changed, "--json");

        Json.Members answer = (Json.Members) Json.parse(shell.out().strip());
        assertThat(answer.find("replayed")).contains(Json.of(9));
        assertThat(answer.find("differing")).contains(Json.of(1));
        assertThat(answer.find("unreadable")).contains(Json.of(1));
        assertThat(shell.out())
                .contains("\"id\":\"d-1\",\"line\":1,\"recorded\":\"allow charge\",\"replayed\":\"allow read\"");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
    }

    @Test
    void what_is_not_there_is_bad_input() throws IOException {
        Path file = Files.writeString(folder.resolve("decisions.log"), log.text());
        String bundles = folder.resolve("bundles").toString();

        assertThat(Shell.run("replay", file.toString()).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Shell.run("replay", "none.log", "--bundles", bundles).err())
                .isEqualTo("cordon: log `none.log` does not exist\n");
        assertThat(Shell.run("replay", file.toString(), "--bundles", "none").err())
                .isEqualTo("cordon: `none` is no folder: name one that holds bundles\n");
        assertThat(Shell.run("replay", bundles, "--bundles", bundles).err()).contains("is a directory");
        assertThat(Shell.run("replay", file.toString(), "--bundles", bundles).exitCode())
                .isEqualTo(ExitCode.YES);
    }

    @Test
    void edges_say_who_called_what() throws IOException {
        Shell shell = edges(log.line(LOST).text(), "--bundle", bundle());

        assertThat(shell.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "CALLER TARGET OPERATION ALLOWED DENIED FIRST LAST BY REASON",
                        "- - - 0 1 2026-11-22T12:00:06Z 2026-11-22T12:00:06Z PATH_AMBIGUOUS 1",
                        "- catalog-api GET /catalog 0 1 2026-11-22T12:00:08Z 2026-11-22T12:00:08Z SNAPSHOT_STALE 1",
                        "acme payments-api POST /charges 0 1 2026-11-22T12:00:05Z 2026-11-22T12:00:05Z FORBIDDEN 1",
                        "orders catalog-api GET /catalog 1 0 2026-11-22T12:00:07Z 2026-11-22T12:00:07Z",
                        "orders payments-api DELETE /charges/{id} 1 0 2026-11-22T12:00:04Z 2026-11-22T12:00:04Z in shadow 1",
                        "orders payments-api GET /charges/{id} 1 0 2026-11-22T12:00:00Z 2026-11-22T12:00:00Z",
                        "orders payments-api POST /charges 2 1 2026-11-22T12:00:01Z 2026-11-22T12:00:03Z RATE_LIMITED 1",
                        "records lost when the log was written: 3",
                        "",
                        "every flow was used",
                        "every operation was called");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void flows_that_no_call_was_allowed_by_are_named() {
        Shell shell = edges(log.lines().get(0) + "\n" + log.lines().get(5) + "\n", "--bundle", bundle());

        assertThat(shell.out()).endsWith("""
                        flows never used: 3
                          charge: orders to payments-api
                          trial: orders to payments-api
                          look: orders to catalog-api
                        operations never called: 3
                          payments-api: POST /charges
                          payments-api: DELETE /charges/{id}
                          catalog-api: GET /catalog
                        """);
    }

    @Test
    void edges_in_json() throws Exception {
        Shell shell = edges(log.lines().get(5) + "\nnothing\n", "--json", "--bundle", bundle());

        assertThat(shell.out().strip())
                .isEqualTo("{\"beyond\":0,\"calls\":1,\"edges\":[{\"allowed\":0,\"caller\":\"acme\","
                        + "\"denied\":{\"FORBIDDEN\":1},\"first\":\"2026-11-22T12:00:05Z\","
                        + "\"last\":\"2026-11-22T12:00:05Z\",\"operation\":\"POST /charges\",\"shadowed\":0,"
                        + "\"target\":\"payments-api\"}],\"lost\":0,\"neverCalled\":["
                        + "{\"operation\":\"POST /charges\",\"service\":\"payments-api\"},"
                        + "{\"operation\":\"GET /charges/{id}\",\"service\":\"payments-api\"},"
                        + "{\"operation\":\"DELETE /charges/{id}\",\"service\":\"payments-api\"},"
                        + "{\"operation\":\"GET /catalog\",\"service\":\"catalog-api\"}],"
                        + "\"neverUsed\":[\"charge\",\"read\",\"trial\","
                        + "\"look\"],\"unreadable\":1}");
        assertThat(shell.err()).isEqualTo("line 2 is unreadable: it is no JSON: cut short, or not of the log\n");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void each_record_is_one_event_for_a_siem() throws Exception {
        Shell shell = Shell.at(Shell.NOW, log.line(LOST).text(), "log", "ocsf", "-");

        assertThat(shell.out()).hasLineCount(9);
        Json.Members denied =
                (Json.Members) Json.parse(shell.out().lines().toList().get(5));
        assertThat(denied.find("class_uid")).contains(Json.of(6003));
        assertThat(denied.find("type_uid")).contains(Json.of(600301));
        assertThat(denied.find("action_id")).contains(Json.of(2));
        assertThat(denied.find("status_code")).contains(Json.of("FORBIDDEN"));
        assertThat(Shell.at(Shell.NOW, "x\n", "log", "ocsf", "-").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    private String bundle() {
        return folder.resolve("bundles/2026/shop-7.bundle").toString();
    }

    private Shell replay(String text, String... more) {
        return run(
                text,
                new String[] {
                    "replay", "-", "--bundles", folder.resolve("bundles").toString()
                },
                more);
    }

    private static Shell edges(String text, String... more) {
        return run(text, new String[] {"edges", "-"}, more);
    }

    private static Shell run(String text, String[] args, String... more) {
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Shell.at(Shell.NOW, text, all);
    }
}
