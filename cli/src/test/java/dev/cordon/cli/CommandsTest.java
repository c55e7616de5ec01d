package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final String SHOP = Shell.SHOP.toString();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "validate",
                "test",
                "check",
                "diff",
                "bundle",
                "bundle create",
                "bundle verify",
                "bundle show",
                "bundle publish",
                "keys",
                "keys generate",
                "keys jwks",
                "keys publish",
                "keys show",
                "keys rotate",
                "tokens",
                "tokens list",
                "tokens show",
                "tokens unused",
                "credentials",
                "credentials list",
                "credentials add",
                "credentials revoke",
                "api-keys",
                "api-keys issue",
                "api-keys list",
                "api-keys show",
                "api-keys revoke",
                "revocations",
                "revocations list",
                "revoke",
                "quarantine",
                "quarantine begin",
                "quarantine end",
                "quarantine cancel",
                "quarantine list",
                "store",
                "store create",
                "store check",
                "store backup",
                "store restore",
                "token",
                "token mint",
                "token inspect",
                "serve",
                "replay",
                "edges",
                "log",
                "log ocsf",
                "demo",
                "doctor",
                "completion"
            })
    void every_command_has_help_with_an_example(String command) {
        Shell shell = Shell.run((command + " --help").strip().split(" "));
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(shell.out()).containsPattern("Examples?:|Start here:").contains("cordon " + command);
    }

    @Test
    void help_lists_every_command_and_hides_the_launchers_own() {
        String help = Shell.run("--help").out();
        assertThat(help)
                .contains(
                        "validate",
                        "test",
                        "check",
                        "bundle",
                        "keys",
                        "token",
                        "serve",
                        "replay",
                        "edges",
                        "log",
                        "demo",
                        "doctor");
        assertThat(help).doesNotContain("train");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chekc",
                "check --polcy x",
                "check --from web-bff",
                "validate no-such-file.yaml",
                "bundle create",
                "bundle show no-such-file",
                "token mint",
                "serve --listen 127.0.0.1",
                ""
            })
    void bad_usage_is_one_clear_line_and_exit_code_2(String line) {
        Shell shell = Shell.run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .startsWith("cordon: ")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void an_allowed_call_shows_its_steps_and_exits_0() {
        Shell shell = check("web-bff", "POST orders-api /orders");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(shell.out().lines().toList()).first().isEqualTo("allow checkout");
        assertThat(shell.out()).contains("target", "caller", "binding", "revocation", "forbid", "flow");
    }

    @Test
    void a_denied_call_names_its_reason_and_what_to_do_and_exits_1() {
        Shell shell = check("web-bff", "POST payments-api /charges");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(shell.out()).startsWith("deny NO_FLOW").contains("what to do");
    }

    @Test
    void json_says_the_same_to_programs() throws Exception {
        Shell shell = check("acme", "POST payments-api /charges", "--json");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
        Json.Members answer = (Json.Members) Json.parse(shell.out().strip());
        assertThat(answer.map().keySet())
                .containsExactly(
                        "caller",
                        "decision",
                        "meaning",
                        "operation",
                        "reason",
                        "remedy",
                        "rule",
                        "status",
                        "step",
                        "target",
                        "trace");
        assertThat(answer.find("reason")).contains(Json.of("FORBIDDEN"));
        assertThat(answer.find("rule")).contains(Json.of("partners-never-touch-money"));
    }

    @Test
    void overrides_change_the_ideal_caller() {
        List<List<String>> cases = List.of(
                List.of("--token", "none", "TOKEN_MISSING"),
                List.of("--purpose", "charge", "PURPOSE_MISMATCH"),
                List.of("--env", "staging", "BINDING_ENVIRONMENT"),
                List.of("--chain", "nobody-known", "ACTOR_UNKNOWN"));
        for (List<String> one : cases) {
            Shell shell = check("web-bff", "POST orders-api /orders", one.get(0), one.get(1));
            assertThat(shell.out()).as(one.toString()).startsWith("deny " + one.get(2));
        }
        assertThat(check("orders-api", "POST payments-api /charges", "--source-ip", "203.0.113.9")
                        .out())
                .startsWith("deny BINDING_NETWORK");
        assertThat(check("orders-api", "POST payments-api /charges", "--mtls", "other")
                        .out())
                .startsWith("deny BINDING_CERTIFICATE");
        assertThat(check("reports-api", "GET orders-api /orders", "--at", "2026-01-31T12:00:00Z")
                        .out())
                .startsWith("deny CONDITION_TIME");
    }

    @Test
    void a_token_on_the_command_line_is_refused_and_not_repeated() {
        Shell shell = check("web-bff", "POST orders-api /orders", "--token", "eyJhbGciOiJFUzI1NiJ9.secret.part");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("--token @FILE").doesNotContain("secret");
    }

    @Test
    void an_invalid_policy_is_reported_with_place_by_every_command_that_needs_it() throws IOException {
        Path policy = folder.resolve("broken.yaml");
        Files.writeString(policy, "cordon: 1\npolicy: broken\nsegmets: {}\n");
        for (String command : List.of("validate", "test")) {
            Shell shell = Shell.run(command, policy.toString());
            assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(shell.out() + shell.err())
                    .contains("broken.yaml:3:1: error: ")
                    .contains("segmets");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deny FORBIDDEN partners-never-touch-money",
                "deny FORBIDDEN",
                "deny NO_FLOW",
                "deny",
                "allow charge"
            })
    void a_test_fails_where_anything_but_the_expected_came(String expected) throws IOException {
        Path policy = folder.resolve("shop.yaml");
        Files.createDirectories(folder.resolve("openapi"));
        Files.copy(Shell.SHOP.resolveSibling("openapi/orders.yaml"), folder.resolve("openapi/orders.yaml"));
        Files.writeString(
                policy, Files.readString(Shell.SHOP).replace("expect: allow checkout }", "expect: " + expected + " }"));
        Shell shell = Shell.run("test", policy.toString());
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(shell.out())
                .contains("FAIL  a customer places an order")
                .contains("expected " + expected + ", got allow checkout");
    }

    @Test
    void the_shop_passes_its_tests_and_covers_all_its_rules() {
        Shell shell = Shell.run("test", "--require-coverage", SHOP);
        assertThat(shell.out()).contains("tests pass").doesNotContain("FAIL");
        assertThat(shell.exitCode()).as(shell.out()).isEqualTo(ExitCode.YES);
    }

    private static Shell check(String from, String call, String... more) {
        String[] args = {"check", "--policy", SHOP, "--from", from, "--call", call};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Shell.run(all);
    }

    @Test
    void a_name_that_no_file_can_have_is_bad_input() {
        Shell shell = Shell.run("validate", "a\0b");

        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("`a?b` can't be a file's name").doesNotContain("java");
    }
}
