package dev.cordon.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @TempDir
    Path temporary;

    @TempDir
    Path folder;

    private static String text = "";
    private static int code;
    private static List<Path> remains = List.of();

    /** One demo, whose parts the tests look at: its text, how it ended, and what it left. */
    @BeforeAll
    static void play(@TempDir Path once) throws Exception {
        try (Program demo = Program.java(once, "demo")) {
            text = String.join("\n", demo.await());
            code = demo.exitCode();
        }
        remains = left(once);
    }

    @Test
    void the_demo_shows_each_call_with_its_reason_and_leaves_nothing_behind() throws Exception {
        assertThat(text)
                .containsPattern("web-bff places an order +200 +allow +orders-api: POST /orders done for web-bff")
                .containsPattern("without a token +401 +TOKEN_MISSING")
                .containsPattern("at another service +401 +AUDIENCE_MISMATCH")
                .containsPattern("stolen, from another address +403 +BINDING_NETWORK")
                .containsPattern("expired +401 +TOKEN_EXPIRED")
                .containsPattern("rewritten for another flow +401 +SIGNATURE_INVALID")
                .containsPattern("a partner asks for reports +403 +FORBIDDEN")
                .containsPattern("asks for a token for orders +200 +token for checkout")
                .containsPattern("for payments, where no flow leads +400 +invalid_target")
                .containsPattern("a guessed secret +401 +invalid_client")
                .containsPattern("exchanges its own token +400 +invalid_request")
                .containsPattern("exchanges it for reports +400 +invalid_target")
                .containsPattern("the next hop +200 +token for charge")
                .containsPattern("charges the customer +200 +allow +payments-api: POST /charges done for orders-api")
                .containsPattern("by a thief +401 +DPOP_REPLAYED")
                .containsPattern("without its key +401 +DPOP_MISSING")
                .containsPattern("to the first call that is denied +401 +CHAIN_REVOKED +\\d+\\.\\d\\d s and \\d+ calls"
                        + " after the revocation")
                .containsPattern("charges once more +401 +CHAIN_REVOKED")
                .doesNotContain("expected ")
                .contains("Try next")
                .doesNotContain("\u001B");
        assertThat(code).as(text).isZero();
        assertThat(remains).isEmpty();
    }

    @Test
    void the_demo_cuts_a_segment_off_and_what_it_was_issued_before_stays_dead() throws Exception {
        assertThat(text.substring(text.indexOf("is put into quarantine"), text.indexOf("Its own log")))
                .containsPattern("segment `ordering` is in quarantine until .*Z: a key of orders-api was found")
                .containsPattern("web-bff places an order +403 +QUARANTINED")
                .containsPattern("charges the customer +403 +QUARANTINED")
                .containsPattern("asks for a token for orders +400 +invalid_target")
                .contains("segment `ordering` is out of quarantine", "waiting up to 5 s")
                .containsPattern("with its old token +401 +TOKEN_CUT_OFF +\\d+\\.\\d\\d s and \\d+ calls after the end")
                .containsPattern("asks for a new token +200 +token for checkout *\n... places an order +200 +allow")
                .containsPattern("with its old credential +401 +invalid_client")
                .containsPattern("with its new credential +200 +token for charge *\n... charges the customer +200");
        assertThat(text.substring(text.indexOf("Its own log")))
                .containsPattern("whole: lines 0 to \\d+ of log")
                .containsPattern("signed up to line .*, when the log was closed");
        assertThat(code).as(text).isZero();
    }

    @Test
    void the_demo_replaces_a_secret_without_a_failed_call_and_a_retirement_leaves_nothing_of_it() throws Exception {
        assertThat(text.substring(text.indexOf("A deploy replaces"), text.indexOf("A service is retired")))
                .contains("pipeline: web-bff is deployed, revision 2: taken")
                .containsPattern("... goes on all the while +200 +0 failed +\\d+ calls with \\d+ tokens; the new secret"
                        + " came after \\d+\\.\\d\\d s")
                .containsPattern("its secret before, in its grace +200 +token for checkout")
                .containsPattern("with its new secret +200 +token for checkout *\n... places an order +200 +allow");
        assertThat(text.substring(text.indexOf("A service is retired"), text.indexOf("Its own log")))
                .contains("pipeline: web-bff is retired: taken")
                .containsPattern("asks for tokens, to the first refusal +401 +invalid_client +\\d+\\.\\d\\d s and")
                .containsPattern("asks with its secret before +401 +invalid_client")
                .containsPattern("to the first call that is denied +403 +SERVICE_REVOKED +\\d+\\.\\d\\d s and \\d+"
                        + " calls after the retirement")
                .containsPattern("with its token from before the deploy +403 +SERVICE_REVOKED");
        assertThat(code).as(text).isZero();
    }

    @Test
    void told_where_it_leaves_its_log_and_the_bundle_that_the_log_was_decided_by() throws Exception {
        Path shown = folder.resolve("shown");
        try (Program demo = Program.java(temporary, "demo", "--save", shown.toString())) {
            demo.await();
        }
        try (Program replay = Program.java(
                temporary,
                "replay",
                shown.resolve("decisions.log").toString(),
                "--bundles",
                shown.resolve("bundles").toString())) {
            assertThat(replay.await())
                    .singleElement()
                    .asString()
                    .matches("replayed \\d+ decisions: all the same; \\d+ lines of something else");
            assertThat(replay.exitCode()).isZero();
        }
        try (Program verify = Program.java(
                temporary,
                "log",
                "verify",
                shown.resolve("decisions.log").toString(),
                "--log-key",
                shown.resolve("log.jwks").toString())) {
            assertThat(String.join("\n", verify.await())).startsWith("whole: lines 0 to ");
            assertThat(verify.exitCode()).isZero();
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void a_kept_demo_answers_its_own_curl_lines_and_ends_when_asked() throws Exception {
        try (Program demo = Program.java(temporary, "demo", "--keep")) {
            demo.awaitLine("--interface");
            List<String> curls = demo.lines().stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("curl "))
                    .toList();
            assertThat(curls).hasSize(4);
            assertThat(curl(curls.get(0))).contains("HTTP/1.1 200", "done for web-bff by flow checkout");
            assertThat(curl(curls.get(1))).contains("HTTP/1.1 403");
            assertThat(curl(curls.get(2))).contains("HTTP/1.1 401").containsIgnoringCase("WWW-Authenticate: Bearer");
            assertThat(curl(curls.get(3))).contains("HTTP/1.1 403");
            demo.terminate();
            demo.await();
        }
        assertThat(left()).isEmpty();
    }

    private static String curl(String line) throws IOException, InterruptedException {
        try (Program curl = Program.start(Map.of(), List.of("bash", "-c", line.replace("curl -i", "curl -sS -i")))) {
            return String.join("\n", curl.await());
        }
    }

    private List<Path> left() throws IOException {
        return left(temporary);
    }

    private static List<Path> left(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }
}
