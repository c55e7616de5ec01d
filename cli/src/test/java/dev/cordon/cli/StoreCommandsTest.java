package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.document.Json;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.Use;
import dev.cordon.mesh.admin.AdminServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.TokenHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands over a store; what they ask is answered the same by a service that runs. */
final class StoreCommandsTest {

    private static final String MASTER_KEY = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    private static final ServiceName ORDERS = new ServiceName("orders-api");

    @TempDir
    Path folder;

    private Path store;
    private Path masterKey;

    @BeforeEach
    void create() throws Exception {
        store = folder.resolve("shop.store");
        masterKey = Files.writeString(folder.resolve("master.key"), MASTER_KEY);
        assertThat(run("store", "create").out()).isEqualTo("made store `" + store + "`\n");
    }

    private Shell run(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--store";
        all[args.length + 1] = store.toString();
        return Shell.run(all);
    }

    private Shell keys(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--master-key";
        all[args.length + 1] = masterKey.toString();
        return run(all);
    }

    private static Shell done(Shell shell) {
        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.YES);
        return shell;
    }

    private static void assertFails(Shell shell, int exitCode, String message) {
        assertThat(shell.err()).contains(message).doesNotContain("internal error");
        assertThat(shell.exitCode()).isEqualTo(exitCode);
        assertThat(shell.out()).isEmpty();
    }

    private EmbeddedStore open() throws Exception {
        return EmbeddedStore.open(
                store, MasterKey.fromFile(masterKey), InstantSource.fixed(Shell.NOW), new SecureRandom());
    }

    private void enter(String id, Duration age) throws Exception {
        Instant issued = Shell.NOW.minus(age);
        LedgerEntry.Edge edge = new LedgerEntry.Edge(ORDERS, new ServiceName("payments-api"), new FlowId("charge"));
        try (EmbeddedStore opened = open()) {
            opened.tokens()
                    .enter(new LedgerEntry(
                            id,
                            LedgerEntry.Kind.TOKEN,
                            edge,
                            0,
                            "txn",
                            issued,
                            issued.plus(Duration.ofDays(365)),
                            Optional.empty()));
        }
    }

    private void add(String... more) {
        String[] all = Arrays.copyOf(
                new String[] {"credentials", "add", "--service", "orders-api", "--owner", "team orders"},
                6 + more.length);
        System.arraycopy(more, 0, all, 6, more.length);
        done(run(all));
    }

    @Test
    void a_store_in_a_cloud_needs_its_plugin_and_is_no_file() {
        String store = "dynamodb://control?head=head";
        Shell unknown = Shell.run("tokens", "list", "--store", store, "--plugins", folder.toString());
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unknown.err()).contains("no plugin knows `" + store + "`: put `cordon-aws.jar` into");
        Shell revoked =
                Shell.run("revoke", "--chain", "a", "--until", "1h", "--store", store, "--plugins", folder.toString());
        assertThat(revoked.err()).contains("no plugin knows `" + store + "`");

        Shell checked = Shell.run("store", "check", "--store", store);
        assertThat(checked.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(checked.err()).contains("`" + store + "` is no file");
    }

    @Test
    void a_secret_is_printed_once_alone_and_its_hash_is_kept() throws Exception {
        Shell added = done(run("credentials", "add", "--service", "orders-api", "--owner", "team orders"));
        assertThat(added.out()).matches("[A-Za-z0-9_-]{43}\n");
        assertThat(added.err())
                .isEqualTo("added generation 0 of service `orders-api`, which proves itself by secret\n");
        String secret = added.out().strip();

        try (EmbeddedStore opened = open()) {
            assertThat(opened.credentials().of(ORDERS))
                    .extracting(Credential::proof)
                    .containsExactly(new CredentialProof.Secret(TokenHash.of(secret)));
        }
        Shell list = done(run("credentials", "list"));
        assertThat(list.out())
                .startsWith("SERVICE     GENERATION  STATE    PROOF   OWNER        CREATED               EXPIRES")
                .contains("orders-api  0           current  secret  team orders  2026-01-31T12:00:00Z  -        -")
                .doesNotContain(secret);
    }

    @Test
    void keys_networks_and_an_end_are_taken_over() {
        String jwks = folder.resolve("web.jwks").toString();
        done(Shell.run("keys", "generate", "--out", folder.resolve("web.jwk").toString(), "--public", jwks));
        add("--keys", jwks, "--network", "10.20.0.0/16", "--network", "10.30.0.0/16", "--expires", "90d", "--json");

        assertThat(done(run("credentials", "list", "--service", "orders-api", "--json"))
                        .out())
                .contains(
                        "\"proof\":\"keys\"",
                        "\"networks\":[\"10.20.0.0/16\",\"10.30.0.0/16\"]",
                        "\"expires\":\"2026-05-01T12:00:00Z\"");
        assertThat(done(run("credentials", "list", "--service", "acme", "--json"))
                        .out())
                .isEqualTo("{\"credentials\":[]}\n");
    }

    @Test
    void a_generation_is_revoked_with_all_that_it_obtained() throws Exception {
        add("--certificate");
        assertThat(done(run("credentials", "revoke", "--service", "orders-api", "--generation", "0"))
                        .out())
                .isEqualTo("revoked generation 0 of service `orders-api`\n");

        try (EmbeddedStore opened = open()) {
            assertThat(opened.revocations().read().hasGeneration("orders-api", 0))
                    .isTrue();
        }
        assertThat(done(run("revocations", "list")).out()).contains("generation  -       orders-api  0");
        assertFails(
                run("credentials", "revoke", "--service", "orders-api", "--generation", "7"),
                ExitCode.NO,
                "service `orders-api` has no credential of generation `7`");
    }

    @Test
    void tokens_are_listed_shown_and_those_that_nobody_used() throws Exception {
        add("--certificate");
        enter("id-1", Duration.ofDays(31));
        enter("id-2", Duration.ofDays(31));
        enter("id-3", Duration.ofDays(1));
        try (EmbeddedStore opened = open()) {
            opened.tokens().used(List.of(new Use<>("id-1", "POST /charges", Shell.NOW, 3)));
        }
        assertThat(done(run("tokens", "list")).out())
                .containsPattern("id-1 +token +orders-api +payments-api +charge +team orders +2026-12-31.* 3\n")
                .contains("id-2", "id-3");
        assertThat(done(run("tokens", "unused", "--since", "30d", "--json")).out())
                .contains("\"id\":\"id-2\"")
                .doesNotContain("id-1", "id-3");
        assertThat(done(run("tokens", "show", "id-1")).out())
                .contains("owner        team orders\n", "lastUsed     2026-01-31T12:00:00Z\n", "POST /charges  3\n");
        assertFails(run("tokens", "show", "id-9"), ExitCode.NO, "the ledger has no `id-9`");
    }

    @Test
    void a_long_list_is_shown_in_parts() throws Exception {
        for (int i = 0; i < 3; i++) {
            enter("id-" + i, Duration.ofDays(1));
        }
        Shell first = done(run("tokens", "list", "--limit", "2"));
        assertThat(first.out()).contains("id-0", "id-1").doesNotContain("id-2");
        assertThat(first.err()).isEqualTo("there are more: go on with --after 'id-1'\n");
        Shell rest = done(run("tokens", "list", "--limit", "2", "--after", "id-1"));
        assertThat(rest.out()).contains("id-2").doesNotContain("id-1");
        assertThat(rest.err()).isEmpty();
        assertThat(done(run("tokens", "list", "--limit", "2", "--json")).out()).contains("\"next\":\"id-1\"");
        assertFails(run("tokens", "list", "--limit", "0"), ExitCode.BAD_INPUT, "from 1 to 10000");
    }

    @Test
    void keys_rotate_in_good_order_or_all_at_once() throws Exception {
        assertThat(done(keys("keys", "rotate")).out()).containsPattern("ES256 .* -  +yes\n");
        done(keys("keys", "rotate"));
        assertFails(keys("keys", "rotate"), ExitCode.NO, "wait until then");
        String old = done(keys("keys", "show", "--json")).out();
        Shell emergency = done(keys("keys", "rotate", "--emergency", "--issuer", "shop", "--yes"));

        assertThat(emergency.err()).contains("revoked with every token that they signed: ");
        Json.Members before = (Json.Members) Json.parse(old);
        for (Json key : ((Json.Items) before.find("keys").orElseThrow()).list()) {
            String keyId = ((Json.Text) ((Json.Members) key).find("kid").orElseThrow()).value();
            assertThat(emergency.err()).contains(keyId);
            assertThat(emergency.out()).doesNotContain(keyId);
            try (EmbeddedStore opened = open()) {
                assertThat(opened.revocations().read().hasKey("shop", keyId)).isTrue();
            }
        }
        assertThat(old + emergency.out()).doesNotContain("\"d\"");
    }

    @Test
    void an_emergency_is_not_begun_by_mistake() throws Exception {
        done(keys("keys", "rotate"));
        assertFails(
                keys("keys", "rotate", "--emergency", "--issuer", "shop"),
                ExitCode.BAD_INPUT,
                "add `--yes` if you mean it");
        assertFails(keys("keys", "rotate", "--emergency", "--yes"), ExitCode.BAD_INPUT, "go together");
        assertFails(keys("keys", "rotate", "--issuer", "shop"), ExitCode.BAD_INPUT, "go together");
        try (EmbeddedStore opened = open()) {
            assertThat(opened.revocations().read().isEmpty()).isTrue();
        }
    }

    @Test
    void signing_keys_need_their_master_key() throws Exception {
        done(keys("keys", "rotate"));
        assertFails(run("keys", "show"), ExitCode.COULD_NOT, "give the master key that they were kept under");
        Files.writeString(masterKey, "secret");
        Shell weak = keys("keys", "show");
        assertFails(weak, ExitCode.BAD_INPUT, "there is no master key in the file");
        assertThat(weak.err()).doesNotContain("secret");
    }

    @Test
    void each_kind_of_revocation_is_kept() throws Exception {
        assertThat(done(run("revoke", "--chain", "txn-1", "--until", "24h")).out())
                .isEqualTo("revoked, until 2026-02-01T12:00:00Z\n");
        assertThat(done(run("revoke", "--token", "jti-1", "--issuer", "shop")).out())
                .isEqualTo("revoked for ever\n");
        done(run("revoke", "--key", "kid-1", "--issuer", "shop"));
        done(run("revoke", "--service", "orders-api", "--generation", "3"));
        done(run("revoke", "--service", "acme", "--issued-before", "1h"));
        done(run("revoke", "--service", "bff", "--issued-before", "1h", "--keep-credentials"));
        done(run("revoke", "--service", "old", "--entirely"));

        try (EmbeddedStore opened = open()) {
            var revoked = opened.revocations().read();
            assertThat(revoked.hasChain("txn-1")).isTrue();
            assertThat(revoked.hasToken("shop", "jti-1")).isTrue();
            assertThat(revoked.hasKey("shop", "kid-1")).isTrue();
            assertThat(revoked.hasGeneration("orders-api", 3)).isTrue();
            assertThat(revoked.hasService("old")).isTrue();
            assertThat(revoked.hasService("acme")).isFalse();
            long before = Shell.NOW.minusSeconds(3601).getEpochSecond();
            assertThat(revoked.cutOffs().kills("acme", before)).isTrue();
            assertThat(revoked.cutOffs().kills("acme", Shell.NOW.getEpochSecond()))
                    .isFalse();
            assertThat(revoked.cutOffs().killsCredential("acme", before)).isTrue();
            assertThat(revoked.cutOffs().kills("bff", before)).isTrue();
            assertThat(revoked.cutOffs().killsCredential("bff", before)).isFalse();
        }
        assertFails(run("revoke"), ExitCode.BAD_INPUT, "name one of");
        assertFails(run("revoke", "--chain", "a", "--key", "b"), ExitCode.BAD_INPUT, "name one of");
        assertFails(run("revoke", "--token", "a"), ExitCode.BAD_INPUT, "`issuer` is missing");
        assertFails(run("revoke", "--service", "a"), ExitCode.BAD_INPUT, "name one of");
        assertFails(run("revoke", "--chain", "a", "--service", "b"), ExitCode.BAD_INPUT, "does not go with");
        assertFails(run("revoke", "--chain", "a", "--keep-credentials"), ExitCode.BAD_INPUT, "`--issued-before`");
        assertFails(
                run("revoke", "--service", "a", "--issued-before", "2026-03-01T00:00:00Z"),
                ExitCode.BAD_INPUT,
                "must not be in the future");
        assertFails(run("revoke", "--chain", "a", "--until", "soon"), ExitCode.BAD_INPUT, "a duration like");
    }

    @Test
    void a_zone_is_cut_off_and_opened_again() throws Exception {
        assertThat(done(run("quarantine", "begin", "--segment", "payments", "--for", "2h", "--reason", "a key"))
                        .out())
                .isEqualTo("segment `payments` is in quarantine until 2026-01-31T14:00:00Z\n");
        done(run("quarantine", "begin", "--service", "bff", "--for", "1h", "--direction", "inbound", "--reason", "b"));
        assertThat(done(run("quarantine", "list")).out()).isEqualTo("""
                        STATE     SEGMENT   SERVICE  DIRECTION  UNTIL                 REASON
                        in-force  payments  -        both       2026-01-31T14:00:00Z  a key
                        in-force  -         bff      inbound    2026-01-31T13:00:00Z  b
                        """);
        assertThat(done(run("quarantine", "cancel", "--service", "bff", "--reason", "meant another"))
                        .out())
                .isEqualTo("service `bff` is out of quarantine, as if it had never been in it\n");
        assertThat(done(run("quarantine", "end", "--segment", "payments", "--reason", "replaced"))
                        .out())
                .isEqualTo("segment `payments` is out of quarantine; what it was issued before stays dead\n");
        assertThat(done(run("quarantine", "list", "--json")).out())
                .isEqualTo(
                        "{\"quarantines\":[{\"direction\":\"both\",\"ends\":\"2026-01-31T12:00:00Z\","
                                + "\"kind\":\"quarantine\",\"reason\":\"a key\",\"segment\":\"payments\",\"state\":\"over\"}]}\n");
        assertThat(done(run("revocations", "list")).out())
                .contains("quarantine  -       -        segment payments, both, until 2026-01-31T12:00:00Z: a key");

        Shell again = run("quarantine", "end", "--segment", "payments", "--reason", "x");
        assertFails(again, ExitCode.NO, "segment `payments` is in no quarantine");
        assertFails(
                run("quarantine", "begin", "--segment", "a", "--service", "b", "--for", "1h", "--reason", "x"),
                ExitCode.BAD_INPUT,
                "and not both");
        assertFails(
                run("quarantine", "begin", "--segment", "a", "--for", "1h", "--reason", "x", "--direction", "in"),
                ExitCode.BAD_INPUT,
                "write both, inbound or outbound");
        assertFails(
                run("quarantine", "begin", "--segment", "a", "--for", "400d", "--reason", "x"),
                ExitCode.NO,
                "at most 366 days");
        assertFails(
                run("quarantine", "begin", "--segment", "a", "--for", "1h", "--reason", ""),
                ExitCode.BAD_INPUT,
                "has a reason");
    }

    @Test
    void a_service_far_away_is_asked_over_https_alone_and_with_a_token_from_a_file() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "t");
        assertFails(Shell.run("quarantine", "list"), ExitCode.BAD_INPUT, "name `--store` or `--admin`, and not both");
        assertFails(
                Shell.run("quarantine", "list", "--admin", "https://a.example"),
                ExitCode.BAD_INPUT,
                "`--admin` and `--admin-token` go together");
        assertFails(
                Shell.run("quarantine", "list", "--admin", "https://a.example", "--admin-token", "secret"),
                ExitCode.BAD_INPUT,
                "write --admin-token @FILE");
        for (String url : List.of(
                "http://a.example",
                "https://u:p@a.example",
                "https://a.example?x=1",
                "ftp://a.example",
                "a b",
                "https:")) {
            assertFails(
                    Shell.run("quarantine", "list", "--admin", url, "--admin-token", "@" + token),
                    ExitCode.BAD_INPUT,
                    "write https://HOST");
        }
        assertFails(
                Shell.run("quarantine", "list", "--admin", "http://127.0.0.1:1", "--admin-token", "@" + token),
                ExitCode.COULD_NOT,
                "gave no whole answer");
    }

    @Test
    void while_the_service_runs_it_is_asked_and_needs_no_master_key() throws Exception {
        AdminSettings settings = new AdminSettings(
                KeySchedule.standard(),
                Optional.empty(),
                InstantSource.fixed(Shell.NOW),
                new SecureRandom(),
                Optional.empty(),
                Optional::empty);
        List<String> notices = new ArrayList<>();
        try (EmbeddedStore running = open();
                AdminServer server = AdminServer.start(running, settings, AdminServer.socketOf(store), notices::add)) {
            assertThat(server).isNotNull();
            add("--certificate");
            assertThat(done(run("credentials", "list")).out()).contains("team orders");
            done(run("keys", "rotate"));
            assertThat(running.signingKeys().read().keys()).hasSize(1);
            assertFails(run("store", "check"), ExitCode.COULD_NOT, "is in use");
            assertFails(run("store", "backup", folder.resolve("b").toString()), ExitCode.COULD_NOT, "is in use");
        }
        assertThat(notices)
                .containsExactly("administration: `credentials/add`: done", "administration: `keys/rotate`: done");
    }

    @Test
    void a_store_in_use_by_one_who_takes_no_commands_is_said_with_exit_code_3() throws Exception {
        try (EmbeddedStore running = open()) {
            assertThat(running).isNotNull();
            assertFails(run("tokens", "list"), ExitCode.COULD_NOT, "is in use by another process, and nobody listens");
        }
    }

    @Test
    void a_misspelt_name_makes_no_store() {
        store = folder.resolve("shop.sotre");
        for (String[] command : List.of(
                new String[] {"tokens", "list"},
                new String[] {"keys", "show"},
                new String[] {"store", "check"},
                new String[] {"store", "backup", folder.resolve("copy").toString()})) {
            assertFails(run(command), ExitCode.BAD_INPUT, "does not exist: name its file");
        }
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("sotre"));
    }

    @Test
    void a_backup_comes_back_with_a_loud_word_on_what_is_undone() throws Exception {
        Path copy = folder.resolve("shop.backup");
        assertThat(done(run("store", "backup", copy.toString())).out()).startsWith("backed up: ");
        add("--certificate");
        assertFails(run("store", "backup", copy.toString()), ExitCode.BAD_INPUT, "never overwritten");
        assertFails(run("store", "restore", copy.toString()), ExitCode.BAD_INPUT, "add `--replace`");
        Shell restored = done(run("store", "restore", copy.toString(), "--replace"));

        assertThat(restored.out()).startsWith("restored: 2 entries");
        try (EmbeddedStore opened = open()) {
            assertThat(opened.revocations().read().cutOffs().isBeforeEpoch(Shell.NOW.getEpochSecond()))
                    .isTrue();
        }
        assertThat(restored.err())
                .contains("WARNING: 1 commits since the copy was made are undone: credentials, API keys,")
                .contains("every token issued until now is refused")
                .contains("before you start the service: revoke again");
        assertThat(done(run("credentials", "list", "--json")).out()).isEqualTo("{\"credentials\":[]}\n");
        assertFails(
                run("store", "restore", folder.resolve("none").toString(), "--replace"),
                ExitCode.BAD_INPUT,
                "does not exist");
    }

    @Test
    void a_damaged_store_is_told_so_and_opened_by_no_command() throws Exception {
        assertThat(done(run("store", "check")).out()).startsWith("whole: 0 entries, last commit ");
        assertThat(done(run("store", "check", "--json")).out()).contains("\"whole\":true");
        Files.write(store, new byte[8192]);

        assertFails(run("store", "check"), ExitCode.NO, "is damaged");
        assertThat(run("store", "check", "--json").out()).contains("\"whole\":false", "is damaged");
        assertFails(run("tokens", "list"), ExitCode.COULD_NOT, "is damaged");
        assertFails(run("store", "backup", folder.resolve("b").toString()), ExitCode.COULD_NOT, "is damaged");
        assertFails(run("store", "create"), ExitCode.BAD_INPUT, "never overwritten");
    }
}
