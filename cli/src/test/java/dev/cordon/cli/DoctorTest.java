package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.certificate.Certificates;
import dev.cordon.document.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {

    /** After any build. */
    private static final Instant NOW = Instant.parse("2100-01-31T12:00:00Z");

    @TempDir
    Path folder;

    private Path key;
    private Path jwks;
    private Path bundle;

    @BeforeEach
    void make_what_a_server_reads() {
        key = folder.resolve("key.jwk");
        jwks = folder.resolve("key.jwks");
        bundle = folder.resolve("shop.bundle");
        run("keys", "generate", "--out", key.toString(), "--public", jwks.toString());
        run("bundle", "create", Shell.SHOP.toString(), "--key", key.toString(), "--environment", "production");
    }

    @Test
    void a_server_whose_files_are_all_good_is_fit() throws IOException {
        Path nonces = secret("nonce.key", "n".repeat(32));
        Path anchors = Files.writeString(folder.resolve("anchors.pem"), Certificates.pem("root"));
        Shell doctor = doctor(
                "--bundle",
                bundle.toString(),
                "--bundle-key",
                jwks.toString(),
                "--jwks",
                "shop=" + jwks,
                "--client-ca",
                anchors.toString(),
                "--context-key",
                key.toString(),
                "--dpop-nonce",
                nonces.toString(),
                "--log",
                folder.resolve("decisions.log").toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(doctor.out())
                .containsPattern("ok +clock +2100-01-31T12:00:00Z\n")
                .containsPattern("ok +bundle +policy `shop` for `production`, sequence 1, signature verified\n")
                .containsPattern("ok +bundle validity +until 2100-03-02T12:00:00Z\n")
                .containsPattern("ok +bundle folder +`.+` can be read\n")
                .containsPattern("ok +bundle key +keys \\[.+]\n")
                .containsPattern("ok +keys of shop +keys \\[.+]\n")
                .containsPattern("ok +context key +ES256 key .+\n")
                .containsPattern("ok +nonce key +long enough\n")
                .containsPattern("ok +client authorities +`.+anchors.pem` holds certificates of authorities\n")
                .containsPattern("ok +log +`.+decisions.log` can be written\n")
                .doesNotContain("fail");
        assertThat(folder.resolve("decisions.log")).doesNotExist();
    }

    @Test
    void findings_stand_in_columns() {
        List<String> lines = doctor().out().lines().skip(1).toList();
        assertThat(lines).anyMatch(line -> line.startsWith("ok    clock               2100-"));
        assertThat(lines).allMatch(line -> line.matches("(ok  |warn|fail)  [a-zA-Z0-9 ]{18}  \\S.*| {6}\\S.*"));
    }

    @Test
    void json_says_the_same_to_programs() throws Exception {
        Shell doctor = doctor("--json", "--context-key", folder.resolve("none").toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
        Json.Members answer = (Json.Members) Json.parse(doctor.out().strip());
        assertThat(answer.map().keySet()).containsExactlyInAnyOrder("version", "fit", "findings");
        assertThat(answer.find("fit")).contains(Json.of(false));
        assertThat(doctor.out())
                .contains("\"status\":\"ok\",\"what\":\"java\"")
                .contains("does not exist\",\"status\":\"fail\",\"what\":\"context key\"");
    }

    @Test
    void no_secret_is_printed_however_it_is_wrong() throws IOException {
        String secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
        Path broken = secret("broken.jwk", "{\"kty\":\"OKP\",\"d\":\"" + secret + "\"}");
        Path nonces = secret("short.key", secret);
        Shell doctor = doctor("--context-key", broken.toString(), "--dpop-nonce", nonces.toString());
        assertThat(doctor.out())
                .containsPattern("fail +context key ")
                .containsPattern("fail +nonce key ")
                .doesNotContain(secret);
        assertThat(doctor.err()).isEmpty();
    }

    @Test
    void a_clock_before_the_build_is_wrong() {
        Shell doctor = Shell.at(Instant.EPOCH, "", "doctor");
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(doctor.out())
                .containsPattern("fail +clock +1970-01-01T00:00:00Z, which is before .+\n +set the clock");
    }

    @Test
    void a_bundle_signed_by_others_is_refused() {
        Path other = folder.resolve("other.jwks");
        run("keys", "generate", "--out", folder.resolve("other.jwk").toString(), "--public", other.toString());
        Shell doctor = doctor("--bundle", bundle.toString(), "--bundle-key", other.toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(doctor.out())
                .containsPattern("fail +bundle +refused \\(SIGNATURE\\)\n +no pinned key signed this bundle: fetch")
                .doesNotContain("bundle validity");
    }

    @Test
    void a_bundle_without_a_key_to_check_it_with_is_worth_a_warning() {
        Shell doctor = doctor("--bundle", bundle.toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(doctor.out()).containsPattern("warn +bundle +policy .+ not checked\n.+--bundle-key FILE");
    }

    @Test
    void a_bundle_that_anyone_could_have_written_is_worth_a_warning() {
        run("bundle", "create", Shell.SHOP.toString(), "--unsigned", "--environment", "production");
        Shell doctor = doctor("--bundle", bundle.toString(), "--allow-unsigned-bundle");
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(doctor.out()).containsPattern("warn +bundle +policy .+ not signed: .+\n +sign it ");
    }

    @Test
    void a_bundle_that_is_over_is_told_apart_from_one_that_is_refused() {
        Shell doctor = Shell.at(
                Instant.parse("2100-03-02T12:00:00Z"),
                "",
                "doctor",
                "--bundle",
                bundle.toString(),
                "--bundle-key",
                jwks.toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(doctor.out())
                .containsPattern("ok +bundle +policy .+ verified\n")
                .containsPattern("fail +bundle validity +ended at 2100-03-02T12:00:00Z\n +publish it anew");
    }

    @Test
    void a_bundle_or_key_that_is_none_is_said() throws IOException {
        Path text = Files.writeString(folder.resolve("hello.txt"), "hello");
        Shell doctor =
                doctor("--bundle", text.toString(), "--bundle-key", text.toString(), "--client-ca", text.toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(doctor.out())
                .containsPattern("fail +bundle +refused \\(FORMAT\\)\n")
                .containsPattern("fail +bundle key +key set `.+hello.txt`: the key file is no JSON object")
                .containsPattern("fail +client authorities +trust anchors `.+hello.txt`");
    }

    @Test
    void a_missing_bundle_is_said() {
        Shell doctor = doctor("--bundle", folder.resolve("no/shop.bundle").toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(doctor.out())
                .containsPattern("fail +bundle +bundle `.+no/shop.bundle` does not exist\n")
                .containsPattern("fail +bundle folder +`.+no` does not exist\n");
    }

    @Test
    void keys_of_an_issuer_that_the_policy_does_not_know_fail_and_missing_ones_warn() {
        Shell doctor =
                doctor("--bundle", bundle.toString(), "--bundle-key", jwks.toString(), "--jwks", "shopp=" + jwks);
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(doctor.out())
                .containsPattern("fail +keys of shopp +the policy has no issuer `shopp`")
                .containsPattern("warn +keys of shop +the policy trusts `shop`.+\n.+--jwks shop=FILE");
    }

    @Test
    void secrets_that_others_can_read_are_worth_a_warning_with_the_command_that_mends_it() throws IOException {
        Path nonces = secret("it's a nonce.key", "n".repeat(32));
        Files.setPosixFilePermissions(nonces, PosixFilePermissions.fromString("rw----r--"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        Shell doctor = doctor("--context-key", key.toString(), "--dpop-nonce", nonces.toString());
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(doctor.out())
                .containsPattern("warn +context key +ES256 key .+, open to group or others\n +chmod 600 " + key + "\n")
                .containsPattern("warn +nonce key +long enough, open to group or others\n")
                .contains("chmod 600 -- '" + folder + "/it'\\''s a nonce.key'\n");
    }

    @Test
    void a_nonce_key_of_the_process_needs_no_file() {
        assertThat(doctor("--dpop-nonce").out()).containsPattern("ok +nonce key +made by each process for itself\n");
    }

    @Test
    void a_taken_port_is_said() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = taken.getInetAddress().getHostAddress() + ":" + taken.getLocalPort();
            Shell doctor = doctor("--listen", address);
            assertThat(doctor.exitCode()).isEqualTo(ExitCode.NO);
            assertThat(doctor.out())
                    .containsPattern("fail +listen +" + address + " can't be opened: .+\n +name a free port");
        }
    }

    @Test
    void a_log_that_is_left_out_is_worth_a_warning() {
        Shell doctor = doctor("--no-log");
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(doctor.out()).containsPattern("warn +log +no decision is recorded\n.+leave out `--no-log`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--listen 8181",
                "--listen 127.0.0.1:65536",
                "--jwks shop",
                "--log x --no-log",
                "--bundle-key x --allow-unsigned-bundle",
                "--bundel x",
                "extra"
            })
    void bad_usage_is_one_clear_line_and_exit_code_2(String line) {
        Shell doctor = doctor(line.split(" "));
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(doctor.err()).startsWith("cordon: ").doesNotContain("Exception");
        assertThat(doctor.out()).isEmpty();
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Shell doctor(String... options) {
        List<String> words = new ArrayList<>(List.of("doctor"));
        words.addAll(List.of(options));
        return Shell.at(NOW, "", words.toArray(String[]::new));
    }

    private void run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (words[0].equals("bundle")) {
            all.addAll(List.of("--sequence", "1", "--out", bundle.toString()));
        }
        Shell shell = Shell.at(NOW, "", all.toArray(String[]::new));
        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.YES);
    }
}
