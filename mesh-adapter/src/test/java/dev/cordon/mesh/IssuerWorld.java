package dev.cordon.mesh;

import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.audit.TokenRecord;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import dev.cordon.token.TokenHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An embedded issuer over a store, with its two servers: a web front may place orders. */
final class IssuerWorld implements AutoCloseable {

    static final String ISSUER = "https://cordon.example";
    static final String SECRET = "a-secret-of-web-0123456789";
    private static final String MASTER = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";

    final List<String> notices = new CopyOnWriteArrayList<>();
    final List<TokenRecord> asked = new CopyOnWriteArrayList<>();
    final InMemoryDecisionSink decided = new InMemoryDecisionSink();
    final Files files = new Files();
    final EmbeddedStore store;
    final EmbeddedIssuer issuer;
    final TokenServer tokens;
    final ForwardAuthServer calls;
    volatile Instant wall = Certificates.VALID;
    volatile boolean faulty;

    IssuerWorld(Path folder) throws Exception {
        store = EmbeddedStore.open(
                folder.resolve("store"),
                MasterKey.fromEnvironment("KEY", Map.of("KEY", MASTER)),
                () -> wall,
                new SecureRandom());
        issuer = EmbeddedIssuer.over(store, ISSUER, files, new TokenServer.Shared(this::now, notices::add));
        MeshConfig config =
                MeshConfig.defaults().listeningOn("127.0.0.1", 0).withClients(ClientTrust.of(Certificates.pem("root")));
        calls = ForwardAuthServer.start(
                config,
                new ForwardAuthServer.Parts(issuer.snapshots(), issuer.counting(decided), notices::add, this::now));
        tokens = issuer.serve(config, asked::add);
        add("web", new CredentialProof.Secret(TokenHash.of(SECRET)));
    }

    /** The clock, which may have a fault on the thread that makes an answer. */
    Moment now() {
        if (faulty && Thread.currentThread().getName().startsWith("cordon-token")) {
            faulty = false;
            throw new IllegalStateException("a fault");
        }
        return new Moment(wall, System.nanoTime());
    }

    static Policy policy() {
        return new TestPolicy()
                .segment("front", Trust.PUBLIC)
                .segment("ordering", Trust.INTERNAL)
                .segment("partners", Trust.PARTNER)
                .segment("control", Trust.RESTRICTED)
                .caller("operator", "control")
                .caller("pipeline", "control")
                .caller("registry", "control")
                .service(
                        "cordon-admin",
                        "control",
                        "admin.example",
                        "POST /admin/v1/quarantines/{step}",
                        "POST /admin/v1/revocations/add",
                        "POST /admin/v1/events",
                        "POST /admin/v1/events/send")
                .caller("web", "front")
                .caller("acme", "partners")
                .service("orders", "ordering", "orders.example", "POST /orders", "GET /orders/{id}")
                .issuer("cordon", TokenKind.SEGMENT, "front", "ordering", "control")
                .flow("checkout", "web", "orders", flow -> flow.scopes("orders.write"))
                .flow(
                        "contain",
                        "operator",
                        "cordon-admin",
                        flow -> flow.operations("POST /admin/v1/quarantines/{step}")
                                .scopes("quarantines.write"))
                .flow(
                        "deploy",
                        "pipeline",
                        "cordon-admin",
                        flow -> flow.operations("POST /admin/v1/events", "POST /admin/v1/events/send"))
                .flow("push", "registry", "cordon-admin", flow -> flow.operations("POST /admin/v1/events"))
                .flow("sell", "acme", "orders", flow -> flow.apiKeys())
                .build();
    }

    void add(String service, CredentialProof proof) throws Exception {
        Credential.Terms terms = new Credential.Terms("team", wall.minusSeconds(60), Optional.empty(), List.of());
        store.credentials().add(new Credential(new ServiceName(service), 0, proof, Credential.State.CURRENT, terms));
    }

    static String basic() {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("web:" + SECRET).getBytes(StandardCharsets.UTF_8));
    }

    /** A form as a proxy passes it on. */
    static String post(String path, String form, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: cordon.example\r\nX-Forwarded-For: 10.1.2.3\r\n"
                + "X-Client-Verify: NONE\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList())
                + "Content-Length: " + form.length() + "\r\n\r\n" + form;
    }

    String ask(String request) throws Exception {
        return Wire.ask(tokens.address().getPort(), request);
    }

    String token() throws Exception {
        String answer = ask(post("/oauth2/token", "grant_type=client_credentials&audience=orders", basic()));
        int from = answer.indexOf("\"access_token\":\"") + 16;
        return answer.substring(from, answer.indexOf('"', from));
    }

    /** What becomes of a call with that token. */
    String call(String token) throws Exception {
        Wire.ask(
                calls,
                "GET /authorize HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.1.2.3\r\nX-Client-Verify: NONE\r\n"
                        + "X-Original-Method: POST\r\nX-Original-URI: /orders\r\nX-Original-Host: orders.example\r\n"
                        + "Authorization: Bearer " + token + "\r\n\r\n");
        return decided.last().stop().map(stop -> stop.reason().name()).orElse("allow");
    }

    /** What files would say: the policy, and keys that somebody else signs with. */
    static final class Files implements SnapshotSource {

        private final Policy policy = policy();
        private final CompiledPolicy compiled = CompiledPolicy.of(policy);
        private KeyRing ring = ring(new HashMap<>());
        volatile boolean refused;
        int unknownKeys;
        private volatile Optional<Snapshot> current = Optional.empty();

        private KeyRing ring(Map<IssuerName, JsonWebKeys> keys) {
            return KeyRing.of(policy.issuers(), keys);
        }

        void keys(JsonWebKeys keys) {
            ring = ring(Map.of(new IssuerName("cordon"), keys));
        }

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void keyUnknown() {
            unknownKeys++;
        }

        @Override
        public void refresh() throws SnapshotUnavailableException {
            PolicyRevision revision = new PolicyRevision(
                    policy.name(),
                    new Environment("production"),
                    1,
                    "0".repeat(64),
                    Certificates.VALID.plusSeconds(86_400));
            current = Optional.of(Snapshot.of(compiled, revision, Snapshot.Live.of(ring), System.nanoTime()));
            if (refused) {
                throw new SnapshotUnavailableException("the bundle is refused");
            }
        }
    }

    @Override
    public void close() {
        tokens.close();
        calls.close();
        issuer.close();
        store.close();
    }
}
