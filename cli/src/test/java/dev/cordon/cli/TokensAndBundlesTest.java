package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensAndBundlesTest {

    private static final String SHOP = Shell.SHOP.toString();

    @TempDir
    Path folder;

    private String key;
    private String jwks;
    private String bundle;

    @BeforeEach
    void make_a_key() {
        key = folder.resolve("key.jwk").toString();
        jwks = folder.resolve("key.jwks").toString();
        bundle = folder.resolve("shop.bundle").toString();
        assertThat(Shell.run("keys", "generate", "--out", key, "--public", jwks).exitCode())
                .isEqualTo(ExitCode.YES);
    }

    @Test
    void a_private_key_is_for_its_owner_only_and_never_overwritten() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(key))))
                .isEqualTo("rw-------");
        String before = Files.readString(Path.of(key));
        Shell again = Shell.run("keys", "generate", "--out", key);
        assertThat(again.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Files.readString(Path.of(key))).isEqualTo(before);
    }

    @Test
    void the_public_half_has_nothing_private() throws IOException {
        assertThat(Files.readString(Path.of(jwks))).contains("\"kid\"").doesNotContain("\"d\"");
        assertThat(Shell.run("keys", "jwks", key).out().strip()).isEqualTo(Files.readString(Path.of(jwks)));
    }

    @Test
    void a_bundle_is_made_shown_and_verified() {
        assertThat(create("--sequence", "7").out()).contains("sequence 7", "signed");
        assertThat(Shell.run("bundle", "show", bundle).out()).contains("policy       shop", "not verified");
        Shell verified = verify();
        assertThat(verified.out()).startsWith("verified: sequence 7");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void a_bundle_is_signed_unless_the_opposite_is_written() {
        String[] create = {"bundle", "create", Shell.SHOP.toString(), "--sequence", "7", "--out", bundle};
        Shell silent = Shell.run(create);
        String[] both = Arrays.copyOf(create, create.length + 3);
        both[create.length] = "--unsigned";
        both[create.length + 1] = "--key";
        both[create.length + 2] = key;

        assertThat(silent.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(silent.err()).contains("sign the bundle with --key KEY, or write --unsigned");
        assertThat(Shell.run(both).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Path.of(bundle)).doesNotExist();
    }

    @Test
    void a_bundle_that_was_altered_or_is_too_old_or_for_elsewhere_is_refused() throws IOException {
        create("--sequence", "7");
        assertThat(verify("--minimum-sequence", "8").out()).startsWith("refused (SEQUENCE)");
        assertThat(Shell.run(
                                "bundle",
                                "verify",
                                "--bundle",
                                bundle,
                                "--bundle-key",
                                jwks,
                                "--policy-name",
                                "shop",
                                "--environment",
                                "staging")
                        .out())
                .startsWith("refused (OTHER_ENVIRONMENT)");
        String text = Files.readString(Path.of(bundle));
        Files.writeString(Path.of(bundle), text.replace("partners-never-touch-money", "partners-often-touch-money"));
        Shell altered = verify();
        assertThat(altered.out()).startsWith("refused (SIGNATURE)");
        assertThat(altered.exitCode()).isEqualTo(ExitCode.NO);
    }

    @Test
    void an_unsigned_bundle_is_taken_only_when_asked_for_and_said_loudly() {
        Shell.run("bundle", "create", SHOP, "--unsigned", "--sequence", "1", "--out", bundle);
        assertThat(verify().out()).startsWith("refused (UNSIGNED)");
        Shell loud = Shell.run(
                "check",
                "--bundle",
                bundle,
                "--allow-unsigned-bundle",
                "--from",
                "web-bff",
                "--call",
                "POST orders-api /orders");
        assertThat(loud.out()).startsWith("allow checkout");
        assertThat(loud.err()).contains("warning: taking an unsigned bundle");
    }

    @Test
    void a_minted_token_passes_inspection_and_opens_its_edge_only() throws IOException {
        String token = mint("checkout").out().strip();
        Path file = folder.resolve("token.txt");
        Files.writeString(file, token);
        Shell inspected =
                Shell.run("token", "inspect", "--policy", SHOP, "--jwks", "shop=" + jwks, "--token", "@" + file);
        assertThat(inspected.exitCode()).as(inspected.out()).isEqualTo(ExitCode.YES);
        assertThat(inspected.out())
                .contains("pass  its signature holds", "\"client_id\":\"web-bff\"")
                .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
        assertThat(real(token, "POST orders-api /orders")).startsWith("allow checkout");
        assertThat(real(token, "POST payments-api /charges")).startsWith("deny AUDIENCE_MISMATCH");
        assertThat(real(token, "DELETE orders-api /orders/7")).startsWith("deny NO_FLOW");
        assertThat(real(token.substring(0, token.length() - 4) + "AAAA", "POST orders-api /orders"))
                .startsWith("deny SIGNATURE_INVALID");
    }

    @Test
    void no_token_is_made_for_an_edge_that_the_policy_has_not() {
        Shell shell = mint("charge");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(shell.err()).contains("flow `charge` goes from `ordering` to `payments-api`");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void a_token_outlives_its_life_by_nothing() {
        String token = mint("checkout").out().strip();
        String[] call = {
            "check", "--policy", SHOP, "--jwks", "shop=" + jwks, "--token", "-", "--call", "POST orders-api /orders"
        };
        assertThat(Shell.at(Shell.NOW.plusSeconds(60 * 15 - 1), token, call).out())
                .startsWith("allow");
        assertThat(Shell.at(Shell.NOW.plusSeconds(60 * 15), token, call).out()).startsWith("deny TOKEN_EXPIRED");
    }

    private Shell mint(String purpose) {
        return Shell.run(
                "token",
                "mint",
                "--policy",
                SHOP,
                "--key",
                key,
                "--from",
                "web-bff",
                "--to",
                "orders-api",
                "--purpose",
                purpose);
    }

    private String real(String token, String call) {
        return Shell.at(
                        Shell.NOW,
                        token,
                        "check",
                        "--policy",
                        SHOP,
                        "--jwks",
                        "shop=" + jwks,
                        "--token",
                        "-",
                        "--call",
                        call)
                .out();
    }

    private Shell create(String... more) {
        return run(new String[] {"bundle", "create", SHOP, "--key", key, "--out", bundle}, more);
    }

    private Shell verify(String... more) {
        return run(
                new String[] {
                    "bundle",
                    "verify",
                    "--bundle",
                    bundle,
                    "--bundle-key",
                    jwks,
                    "--policy-name",
                    "shop",
                    "--environment",
                    "production"
                },
                more);
    }

    private static Shell run(String[] args, String... more) {
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Shell.run(all);
    }
}
