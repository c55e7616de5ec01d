package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {

    @TempDir
    Path folder;

    private String key;
    private String jwks;
    private String bundle;
    private String place;

    @BeforeEach
    void make_a_key_and_a_bundle() {
        key = folder.resolve("key.jwk").toString();
        jwks = folder.resolve("key.jwks").toString();
        bundle = folder.resolve("shop.bundle").toString();
        place = "file:" + folder.resolve("state");
        Shell.run("keys", "generate", "--out", key, "--public", jwks);
        create(7);
    }

    private void create(long sequence, String... more) {
        Shell made = run(
                new String[] {
                    "bundle",
                    "create",
                    Shell.SHOP.toString(),
                    "--key",
                    key,
                    "--sequence",
                    "" + sequence,
                    "--out",
                    bundle
                },
                more);
        assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.YES);
    }

    private Shell publish(String... more) {
        return run(new String[] {"bundle", "publish", bundle, place, "--bundle-key", jwks}, more);
    }

    private Shell publishKeys(long sequence, String issuer, String... more) {
        return run(
                new String[] {
                    "keys",
                    "publish",
                    place,
                    "--issuer",
                    issuer + "=" + jwks,
                    "--key",
                    key,
                    "--bundle-key",
                    jwks,
                    "--sequence",
                    "" + sequence,
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

    @Test
    void a_bundle_is_published_once_and_the_same_command_again_is_harmless() throws IOException {
        Shell first = publish();
        assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.YES);
        assertThat(first.out())
                .isEqualToIgnoringNewLines("published: bundle of policy `shop` for `production`, sequence 7,"
                        + " valid until 2026-03-02T12:00:00Z");
        assertThat(Files.readAllBytes(folder.resolve("state/policy.bundle")))
                .isEqualTo(Files.readAllBytes(Path.of(bundle)));
        assertThat(folder.resolve("state/head")).content().startsWith("bundle-sequence 7\n");

        Shell again = publish();
        assertThat(again.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(again.out()).startsWith("already published: ");
    }

    @Test
    void json_says_the_same_to_programs() throws Exception {
        assertThat(Json.parse(publish("--json").out().strip()))
                .isEqualTo(Json.parse("{\"changed\":true,\"environment\":\"production\",\"policy\":\"shop\","
                        + "\"published\":true,\"sequence\":7,\"validUntil\":\"2026-03-02T12:00:00Z\"}"));
        create(6);
        Json.Members refused = (Json.Members) Json.parse(publish("--json").out().strip());
        assertThat(refused.map().keySet()).containsExactly("message", "published");
    }

    @Test
    void what_enforcement_points_would_refuse_is_refused_with_exit_code_1() {
        assertThat(publish("--environment", "staging").out())
                .startsWith("refused: the bundle is for environment `production`");
        assertThat(publish("--policy-name", "bank").out()).startsWith("refused: the bundle is of policy `shop`");
        publish();
        create(6);
        Shell lower = publish();
        assertThat(lower.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(lower.out()).startsWith("refused: sequence `7` is published, and this bundle has `6`");
        create(8, "--environment", "staging");
        assertThat(publish().out()).startsWith("refused: the bundle that lies there is of policy `shop` for");
    }

    @Test
    void what_is_no_bundle_is_bad_input() throws IOException {
        Files.writeString(Path.of(bundle), "garbage");
        Shell shell = publish();
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("this is no bundle");
    }

    @Test
    void keys_are_signed_and_published_and_numbered_apart() throws IOException {
        publish();
        Shell first = publishKeys(1, "shop");
        assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.YES);
        assertThat(first.out()).startsWith("published: issuers' keys of policy `shop` for `production`, sequence 1,");
        assertThat(folder.resolve("state/head")).content().startsWith("bundle-sequence 7\nkeys-sequence 1\n");

        assertThat(publishKeys(1, "shop").out()).startsWith("refused: another key document was published");
        assertThat(publishKeys(2, "shop", "--valid-for", "7d").out()).contains("valid until 2026-02-07T12:00:00Z");
        assertThat(publishKeys(0, "shop").out()).startsWith("refused: what is published has a sequence from `1`");
    }

    @Test
    void keys_that_a_key_signed_which_nobody_pins_are_refused() {
        String other = folder.resolve("other.jwk").toString();
        Shell.run("keys", "generate", "--out", other);
        Shell refused = Shell.run(
                "keys",
                "publish",
                place,
                "--issuer",
                "shop=" + jwks,
                "--key",
                other,
                "--bundle-key",
                jwks,
                "--sequence",
                "1",
                "--policy-name",
                "shop",
                "--environment",
                "production");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(refused.out()).startsWith("refused: no pinned key signed this key document");
    }

    @Test
    void an_issuer_that_the_published_policy_does_not_know_is_warned_of_and_one_that_is_left_out_too() {
        publish();
        Shell shell = publishKeys(1, "shpo");
        assertThat(shell.err())
                .contains("warning: the policy that is published there has no issuer `shpo`")
                .contains("warning: no keys of issuer `shop` are named");
        assertThat(publishKeys(2, "shop").err()).doesNotContain("issuer `shop`");
    }

    @Test
    void a_place_that_no_plugin_knows_says_which_plugin_to_put_where() {
        place = "s3://bucket/prefix?head=table";
        Shell shell = publish("--plugins", folder.toString());
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .isEqualToIgnoringNewLines("cordon: no plugin knows `s3://bucket/prefix?head=table`: put"
                        + " `cordon-aws.jar` into `" + folder + "`, or name another folder with --plugins DIR");
        Shell nowhere = publish();
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(nowhere.err()).contains("name that with --plugins DIR");
    }

    @Test
    void a_place_that_is_none_and_a_plugin_folder_that_is_not_there_are_said_so() {
        for (String odd : new String[] {"state", "file:a b", "file://host/x"}) {
            place = odd;
            Shell shell = publish();
            assertThat(shell.exitCode()).as(odd).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(shell.err()).as(odd).contains("`" + odd + "`", "write it like");
        }
        place = "s3://bucket";
        assertThat(publish("--plugins", folder.resolve("none").toString()).err())
                .contains("plugin folder `" + folder.resolve("none") + "` does not exist");
    }

    @Test
    void a_store_that_does_not_answer_is_exit_code_3() throws IOException {
        Files.writeString(folder.resolve("state"), "a file, no folder");
        Shell shell = publish();
        assertThat(shell.exitCode()).isEqualTo(ExitCode.COULD_NOT);
        assertThat(shell.err()).contains("can't be").contains("the same command again");
    }

    @Test
    void a_plugin_brings_places_and_keys() throws IOException {
        String plugins = plugin("dev.cordon.cli.FakeCloud");
        place = "fake://" + folder.resolve("bucket");
        Shell shell = publish("--plugins", plugins);
        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.YES);
        assertThat(folder.resolve("bucket/policy.bundle")).exists();

        Shell made = Shell.run(
                "bundle",
                "create",
                Shell.SHOP.toString(),
                "--key",
                "fakekms://" + key,
                "--sequence",
                "8",
                "--out",
                bundle,
                "--plugins",
                plugins);
        assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.YES);
        assertThat(publish("--plugins", plugins).out())
                .startsWith("published: ")
                .contains("sequence 8");

        place += "?x=y";
        assertThat(publish("--plugins", plugins).err()).contains("write it like fake:///FOLDER");
        assertThat(Shell.run(
                                "bundle",
                                "create",
                                Shell.SHOP.toString(),
                                "--key",
                                "fakekms:///none",
                                "--sequence",
                                "8",
                                "--out",
                                bundle,
                                "--plugins",
                                plugins)
                        .err())
                .contains("there is no key `fakekms:///none`");
    }

    @Test
    void a_plugin_that_can_not_be_loaded_is_said_so() throws IOException {
        String plugins = plugin("dev.cordon.cli.NoSuchCloud");
        place = "s3://bucket";
        Shell shell = publish("--plugins", plugins);
        assertThat(shell.exitCode()).isEqualTo(ExitCode.COULD_NOT);
        assertThat(shell.err()).contains("a plugin in `" + plugins + "` can't be loaded");
        place = "file:" + folder.resolve("state");
        assertThat(publish("--plugins", plugins).exitCode())
                .as("folders need none")
                .isEqualTo(ExitCode.YES);
    }

    private String plugin(String type) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        try (OutputStream file = Files.newOutputStream(plugins.resolve("fake.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/services/dev.cordon.cloud.Cloud"));
            jar.write(type.getBytes(StandardCharsets.UTF_8));
        }
        return plugins.toString();
    }
}
