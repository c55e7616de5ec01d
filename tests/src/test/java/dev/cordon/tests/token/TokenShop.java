package dev.cordon.tests.token;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenRecord;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.Reason;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.mesh.BundleFileSource;
import dev.cordon.mesh.BundleFiles;
import dev.cordon.mesh.EmbeddedIssuer;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.TokenServer;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.tests.proxy.Nginx;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.EchoUpstream;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A web front that places orders, which charge payments, with a token service, a real nginx in front of all, and the
 * documented configuration.
 */
final class TokenShop implements AutoCloseable {

    static final String ISSUER = "https://cordon.example";
    static final URI TOKENS = URI.create(ISSUER + "/oauth2/token");
    static final String ORDERS = "orders.shop.example";
    static final String PAYMENTS = "payments.shop.example";
    private static final Environment HERE = new Environment("production");
    private static final String MASTER = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";

    final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final AtomicReference<TokenRecord> asked = new AtomicReference<>();
    private final LatestDecision sink = new LatestDecision();
    private final SigningKey publisher = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final Path folder;
    private final EchoUpstream upstream = new EchoUpstream();
    private final EmbeddedStore store;
    private final EmbeddedIssuer issuer;
    private final ForwardAuthServer calls;
    private final TokenServer tokenServer;
    private final Nginx nginx;

    /** Keeps the latest record alone, whatever the load. */
    private static final class LatestDecision implements DecisionSink {

        private final AtomicReference<DecisionRecord> latest = new AtomicReference<>();

        @Override
        public void offer(DecisionRecord decision) {
            latest.set(decision);
        }

        @Override
        public long dropped() {
            return 0;
        }
    }

    TokenShop(Path folder, TestAuthority authority) throws Exception {
        this.folder = folder;
        store = EmbeddedStore.open(
                folder.resolve("store"),
                MasterKey.fromEnvironment("KEY", Map.of("KEY", MASTER)),
                Clock.systemUTC(),
                new SecureRandom());
        issuer = EmbeddedIssuer.over(store, ISSUER, BundleFileSource.of(files()), notices::add);
        MeshConfig config = MeshConfig.defaults()
                .listeningOn("127.0.0.1", 0)
                .withClients(ClientTrust.of(Files.readString(authority.certificate("clients-ca"))));
        calls = ForwardAuthServer.start(config, issuer.snapshots(), issuer.counting(sink), notices::add);
        DpopNonces nonces = new DpopNonces(new byte[DpopNonces.SHORTEST_KEY]);
        tokenServer = issuer.serve(config.demanding(nonces), asked::set);
        nginx = Nginx.start(
                folder, changes(authority, calls.port(), tokenServer.address().getPort(), upstream.port()));
    }

    /** The documented configuration with these ports, and with this shop's services and certificates. */
    static Map<String, String> changes(TestAuthority authority, int calls, int tokens, int upstream) {
        Map<String, String> changes = new HashMap<>();
        changes.put("127.0.0.1:8181", "127.0.0.1:" + calls);
        changes.put("127.0.0.1:8182", "127.0.0.1:" + tokens);
        changes.put("127.0.0.1:9000", "127.0.0.1:" + upstream);
        changes.put("server_name payments.shop.example", "server_name " + PAYMENTS + " " + ORDERS);
        changes.put("/etc/nginx/tls/server.pem", authority.certificate("server").toString());
        changes.put("/etc/nginx/tls/server.key", authority.key("server").toString());
        changes.put(
                "/etc/nginx/tls/clients-ca.pem",
                authority.certificate("clients-ca").toString());
        return changes;
    }

    static TestAuthority authority(Path folder) throws Exception {
        return new TestAuthority(folder, "clients-ca")
                .issue("server", "DNS:" + PAYMENTS)
                .issue("audit-api", "URI:spiffe://shop.example/audit-api")
                .issue("orders-api", "URI:spiffe://shop.example/orders-api");
    }

    private static Policy policy() {
        return new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("ordering", Trust.INTERNAL)
                .segment("payments", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.NETWORK)
                .caller("web-bff", "storefront")
                .caller("audit-api", "ordering")
                .service("orders-api", "ordering", ORDERS, "POST /orders", "GET /orders/{id}", "DELETE /orders/{id}")
                .service("payments-api", "payments", PAYMENTS, "POST /charges", "GET /charges/{id}")
                .issuer("cordon", TokenKind.SEGMENT, "storefront", "ordering")
                .flow(
                        "checkout",
                        "web-bff",
                        "orders-api",
                        flow -> flow.operations("POST /orders", "GET /orders/{id}")
                                .scopes("orders.read", "orders.write")
                                .onward("charge"))
                .flow(
                        "charge",
                        "orders-api",
                        "payments-api",
                        flow -> flow.operations("POST /charges").scopes("payments.charge"))
                .flow(
                        "look",
                        "orders-api",
                        "payments-api",
                        flow -> flow.operations("GET /charges/{id}").scopes("payments.read"))
                .flow("audit", "audit-api", "orders-api", flow -> flow.operations("GET /orders/{id}"))
                .build();
    }

    private BundleFiles files() throws Exception {
        publish(1);
        return new BundleFiles(
                folder.resolve("shop.bundle"),
                Map.of(),
                new BundleExpectations(
                        BundleTrust.pinned(publisher.publicKeys()),
                        new PolicyName(policy().name().text()),
                        HERE,
                        1));
    }

    /** Publishes the policy again, under that sequence. */
    void publish(long sequence) throws Exception {
        Instant validUntil = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
        Path fresh = Files.write(
                folder.resolve("fresh.bundle"),
                Bundle.sign(policy(), new Edition(HERE, sequence, validUntil), publisher));
        Files.move(
                fresh,
                folder.resolve("shop.bundle"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    void register(String service, CredentialProof proof) throws Exception {
        Credential.Terms terms =
                new Credential.Terms("shop team", Instant.now().minusSeconds(60), Optional.empty(), List.of());
        store.credentials().add(new Credential(new ServiceName(service), 1, proof, Credential.State.CURRENT, terms));
    }

    /** A caller of the token service. */
    Library library() {
        return new Library(TOKENS, Caller.overTls(nginx.port(), "tokens.shop.example"));
    }

    /** A caller of the token service that shows a certificate. */
    Library library(TestAuthority authority, String certificate) throws Exception {
        return new Library(
                TOKENS, Caller.overTls(nginx.port(), "tokens.shop.example").with(authority.identity(certificate)));
    }

    /** Where a proxy asks for tokens. */
    int tokenPort() {
        return tokenServer.address().getPort();
    }

    /** Where a proxy asks about calls. */
    int callPort() {
        return calls.port();
    }

    Caller caller(String host) {
        return Caller.overTls(nginx.port(), host);
    }

    /** Why the latest call was denied, by the log. */
    Reason reason() {
        DecisionRecord last = sink.latest.get();
        return last.stop().orElseThrow(() -> new AssertionError("allowed")).reason();
    }

    /** Why the latest request for a token was refused, by the log. */
    String why() {
        return ((TokenRecord.Refused) asked.get().outcome()).why();
    }

    /** Waits until the enforcement point has read again what is revoked. */
    void refresh() throws InterruptedException {
        calls.reload();
        String line = notices.take();
        while (!line.equals("reloaded")) {
            line = notices.take();
        }
    }

    EmbeddedStore store() {
        return store;
    }

    @Override
    public void close() throws IOException {
        nginx.close();
        tokenServer.close();
        calls.close();
        issuer.close();
        store.close();
        upstream.close();
    }
}
