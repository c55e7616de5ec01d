package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.issuance.ApiKeyDesk;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.ledger.Use;
import dev.cordon.mesh.admin.AdminServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.Environment;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.token.ApiKeyText;
import dev.cordon.token.KeyRing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for partners' keys: made while the service runs, and looked after whether it does or not. */
final class ApiKeyCommandsTest {

    private static final CompiledPolicy POLICY = CompiledPolicy.of(new TestPolicy()
            .segment("partners", Trust.PARTNER)
            .segment("apis", Trust.INTERNAL)
            .caller("acme", "partners")
            .service("orders-api", "apis", "orders.example", "POST /orders")
            .issuer("cordon", TokenKind.SEGMENT, "apis")
            .flow(
                    "sell",
                    "acme",
                    "orders-api",
                    flow -> flow.scopes("orders.read", "orders.write").apiKeys())
            .build());

    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();
    private Path store;

    @BeforeEach
    void create() {
        store = folder.resolve("shop.store");
        done(run("store", "create"));
    }

    private Shell run(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--store";
        all[args.length + 1] = store.toString();
        return Shell.run(all);
    }

    private Shell issue(String... more) {
        List<String> all = new ArrayList<>(List.of("api-keys", "issue", "--from", "acme", "--to", "orders-api"));
        all.addAll(List.of("--flow", "sell", "--owner", "partners team"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    /** The same while the service runs. */
    private Shell issueRunning(String... more) throws Exception {
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                PolicyRevision revision = new PolicyRevision(
                        POLICY.source().name(),
                        new Environment("production"),
                        1,
                        "0".repeat(64),
                        Shell.NOW.plusSeconds(60));
                KeyRing keys = KeyRing.of(POLICY.source().issuers(), Map.of());
                return Optional.of(Snapshot.of(POLICY, revision, Snapshot.Live.of(keys), 0));
            }

            @Override
            public void refresh() {}
        };
        try (EmbeddedStore running = open()) {
            ApiKeyDesk desk = new ApiKeyDesk(source, running.apiKeys(), running.tokens(), new SecureRandom());
            AdminSettings settings = new AdminSettings(
                    KeySchedule.standard(),
                    Optional.empty(),
                    InstantSource.fixed(Shell.NOW),
                    new SecureRandom(),
                    Optional.of(request -> desk.issue(request, new Moment(Shell.NOW, 0))),
                    Optional::empty);
            try (AdminServer server = AdminServer.start(running, settings, AdminServer.socketOf(store), notices::add)) {
                assertThat(server).isNotNull();
                return issue(more);
            }
        }
    }

    private EmbeddedStore open() throws Exception {
        return EmbeddedStore.openWithoutMasterKey(store, InstantSource.fixed(Shell.NOW));
    }

    private List<ApiKey> kept() throws Exception {
        try (EmbeddedStore opened = open()) {
            return opened.apiKeys().read().all();
        }
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

    @Test
    void a_key_is_printed_once_alone_and_its_hash_is_kept() throws Exception {
        Shell issued = done(issueRunning("--expires", "90d"));
        assertThat(issued.out()).matches("cordon_1[0-9A-Za-z]{49}\n");
        String text = issued.out().strip();
        ApiKey kept = kept().get(0);

        assertThat(issued.err())
                .isEqualTo("made API key `" + kept.id()
                        + "` from `acme` to `orders-api` for flow `sell`, until 2026-05-01T12:00:00Z\n");
        assertThat(kept.hash()).isEqualTo(ApiKeyText.read(text).orElseThrow().hash());
        assertThat(notices).containsExactly("administration: `api-keys/issue`: done");
        for (Shell shown : List.of(
                run("api-keys", "list"), run("api-keys", "list", "--json"), run("api-keys", "show", kept.id()))) {
            assertThat(done(shown).out())
                    .contains(kept.id())
                    .doesNotContain(text.substring(8, 51), kept.hash().toString());
        }
    }

    @Test
    void what_bounds_a_key_is_taken_over_and_shown() throws Exception {
        Shell issued = done(issueRunning(
                "--expires",
                "2026-03-31T12:00:00Z",
                "--scope",
                "orders.write",
                "--network",
                "203.0.113.0/24",
                "--network",
                "198.51.100.7/32",
                "--window",
                "mon-fri 08:00-18:00 Europe/Berlin",
                "--window",
                "sat 08:00-12:00 Europe/Berlin",
                "--json"));
        assertThat(issued.out()).contains("\"key\":\"cordon_1", "\"state\":\"active\"");
        assertThat(issued.err()).isEmpty();
        String id = kept().get(0).id();
        use(id);

        assertThat(done(run("api-keys", "show", id)).out()).isEqualTo("""
                id           %s
                caller       acme
                target       orders-api
                purpose      sell
                scopes       orders.write
                environment  production
                networks     203.0.113.0/24, 198.51.100.7/32
                windows      mon-fri 08:00-18:00 Europe/Berlin, sat 08:00-12:00 Europe/Berlin
                owner        partners team
                created      2026-01-31T12:00:00Z
                expires      2026-03-31T12:00:00Z
                revoked      -
                state        active
                firstUsed    2026-01-31T12:00:00Z
                lastUsed     2026-01-31T12:00:00Z
                uses         POST /orders  3
                """.formatted(id));
        assertThat(done(run("api-keys", "show", id, "--json")).out()).startsWith("{\"caller\":\"acme\",");
    }

    private void use(String id) throws Exception {
        try (EmbeddedStore opened = open()) {
            opened.tokens().used(List.of(new Use<>(id, "POST /orders", Shell.NOW, 3)));
        }
    }

    @Test
    void keys_are_listed_with_their_uses_and_those_of_one_partner_alone() throws Exception {
        done(issueRunning("--expires", "90d"));
        String id = kept().get(0).id();
        use(id);

        assertThat(done(run("api-keys", "list")).out())
                .matches("ID +CALLER  TARGET      PURPOSE  OWNER          EXPIRES +STATE   LAST USED +USES\n" + id
                        + "  acme    orders-api  sell     partners team  2026-05-01T12:00:00Z  active "
                        + " 2026-01-31T12:00:00Z  3\n");
        assertThat(done(run("api-keys", "list", "--service", "acme", "--json")).out())
                .contains("\"apiKeys\":[{", id);
        assertThat(done(run("api-keys", "list", "--service", "globex", "--json"))
                        .out())
                .isEqualTo("{\"apiKeys\":[]}\n");
    }

    @Test
    void a_key_is_revoked_and_stays_in_the_list() throws Exception {
        done(issueRunning("--expires", "90d"));
        String id = kept().get(0).id();
        assertThat(done(run("api-keys", "revoke", id)).out()).isEqualTo("revoked API key `" + id + "`\n");

        assertThat(kept()).allMatch(ApiKey::isRevoked);
        assertThat(done(run("api-keys", "list")).out()).contains("revoked");
        assertThat(done(run("api-keys", "revoke", id, "--json")).out())
                .contains("\"revoked\":\"2026-01-31T12:00:00Z\"", "\"state\":\"revoked\"");
    }

    @Test
    void a_key_that_somebody_found_leads_to_its_id_and_is_told_to_nobody() throws Exception {
        Path found = Files.writeString(
                folder.resolve("found.key"),
                done(issueRunning("--expires", "90d")).out());
        String id = kept().get(0).id();

        Shell shown = done(run("api-keys", "show", "--key", "@" + found));
        assertThat(shown.out()).contains("id           " + id, "owner        partners team");
        assertThat(shown.out() + shown.err()).doesNotContain("cordon_1");
        String other = ApiKeyText.random(new SecureRandom()).reveal();
        Files.writeString(found, other);
        Shell none = run("api-keys", "show", "--key", "@" + found);
        assertFails(none, ExitCode.NO, "there is no such API key");
        assertThat(none.err()).doesNotContain(other);
        Files.writeString(found, other.substring(1));
        assertFails(run("api-keys", "show", "--key", "@" + found), ExitCode.BAD_INPUT, "names is no API key");
        assertFails(run("api-keys", "show", "--key", "key"), ExitCode.BAD_INPUT, "can be read by every user");
        assertFails(run("api-keys", "show"), ExitCode.BAD_INPUT, "name one key");
    }

    @Test
    void an_id_that_no_key_has_is_said() {
        assertFails(run("api-keys", "revoke", "ak-0"), ExitCode.NO, "there is no API key `ak-0`: list them");
        assertFails(run("api-keys", "show", "ak-\u001b"), ExitCode.NO, "there is no API key `ak-?`: there never was");
    }

    @Test
    void while_the_service_does_not_run_no_key_is_made_and_it_is_said_what_to_do() throws Exception {
        assertFails(
                issue("--expires", "90d"),
                ExitCode.BAD_INPUT,
                "start `cordon serve` with `--issuer` and this store, and ask again");
        assertThat(kept()).isEmpty();
    }

    @Test
    void what_the_policy_does_not_allow_or_is_written_wrongly_makes_no_key() throws Exception {
        assertFails(
                issueRunning("--expires", "90d", "--scope", "orders.all"),
                ExitCode.NO,
                "flow `sell` has no scopes `orders.all`");
        assertFails(issueRunning("--expires", "367d"), ExitCode.BAD_INPUT, "an API key lives up to 366 days");
        assertFails(issueRunning("--expires", "soon"), ExitCode.BAD_INPUT, "write a duration like 30d");
        assertFails(
                issueRunning("--expires", "90d", "--network", "10.0.0.1/8"),
                ExitCode.BAD_INPUT,
                "`10.0.0.1/8` is no CIDR block");
        assertFails(
                issueRunning("--expires", "90d", "--window", "workdays"),
                ExitCode.BAD_INPUT,
                "`workdays` is no time window: write one like `mon-fri 08:00-18:00 Europe/Berlin`");
        assertFails(issueRunning(), ExitCode.BAD_INPUT, "--expires");
        assertThat(kept()).isEmpty();
    }
}
