package dev.cordon.tests.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.cli.Console;
import dev.cordon.cli.Main;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.Reason;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.mesh.BundleFileSource;
import dev.cordon.mesh.BundleFiles;
import dev.cordon.mesh.EmbeddedIssuer;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.mesh.TokenServer;
import dev.cordon.mesh.admin.AdminServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.EchoUpstream;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A web front and orders may charge payments, behind a real proxy with the documented configuration; a token service
 * with its store; and an operator with the program's own commands.
 */
final class RevokingShop implements AutoCloseable {

    private static final Environment HERE = new Environment("production");
    private static final String MASTER = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";

    private final SigningKey publisher = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final Path folder;
    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final EchoUpstream upstream = new EchoUpstream();
    private final EmbeddedStore store;
    private final EmbeddedIssuer issuer;
    private final ForwardAuthServer calls;
    private final TokenServer tokens;
    private final AdminServer operators;
    private final FrontProxy proxy;
    private long generation;

    /** A token, and what names it. */
    record Held(String text, String id, String transaction, String keyId) {}

    RevokingShop(ProxyKind kind, Path folder, TestAuthority authority) throws Exception {
        this.folder = folder;
        store = EmbeddedStore.open(
                folder.resolve("store"),
                MasterKey.fromEnvironment("KEY", Map.of("KEY", MASTER)),
                Clock.systemUTC(),
                new SecureRandom());
        BundleFileSource files = BundleFileSource.of(files());
        issuer = EmbeddedIssuer.over(store, "https://cordon.example", files, notice -> {});
        MeshConfig config = MeshConfig.defaults()
                .listeningOn("127.0.0.1", 0)
                .askedBy(kind)
                .withClients(ClientTrust.of(Files.readString(authority.certificate("clients-ca"))));
        calls = ForwardAuthServer.start(config, issuer.snapshots(), issuer.counting(sink), notice -> {});
        tokens = issuer.serve(config.askedBy(ProxyKind.NGINX), asked -> {});
        AdminSettings settings = new AdminSettings(
                KeySchedule.standard(),
                Optional.of(new IssuerName("cordon")),
                Clock.systemUTC(),
                new SecureRandom(),
                Optional.empty(),
                () -> files.current().map(snapshot -> snapshot.policy()));
        operators = AdminServer.start(store, settings, AdminServer.socketOf(folder.resolve("store")), notice -> {});
        proxy = proxy(kind, authority);
        replaceCredentials();
    }

    private FrontProxy proxy(ProxyKind kind, TestAuthority authority) throws Exception {
        String tls = "/etc/" + kind.name().toLowerCase(Locale.ROOT) + "/tls/";
        Map<String, String> changes = new HashMap<>();
        changes.put("127.0.0.1:8181", "127.0.0.1:" + calls.port());
        changes.put("127.0.0.1:9000", "127.0.0.1:" + upstream.port());
        changes.put(tls + "server.pem", authority.certificate("server").toString());
        changes.put(tls + "server.key", authority.key("server").toString());
        changes.put(tls + "clients-ca.pem", authority.certificate("clients-ca").toString());
        return kind == ProxyKind.NGINX ? Nginx.start(folder, changes) : Caddy.start(folder, changes);
    }

    private static Policy policy() {
        return new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("ordering", Trust.INTERNAL)
                .segment("payments", Trust.INTERNAL)
                .caller("web-bff", "storefront")
                .service("orders-api", "ordering", "orders.shop.example", "POST /orders")
                .service("payments-api", "payments", Shop.HOST, "POST /charges")
                .issuer("cordon", TokenKind.SEGMENT, "storefront", "ordering")
                .flow("checkout", "web-bff", "orders-api", flow -> flow.onward("charge"))
                .flow("charge", "orders-api", "payments-api")
                .flow("donate", "web-bff", "payments-api")
                .build();
    }

    private BundleFiles files() throws Exception {
        Instant validUntil = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
        Path bundle = Files.write(
                folder.resolve("shop.bundle"), Bundle.sign(policy(), new Edition(HERE, 1, validUntil), publisher));
        return new BundleFiles(
                bundle,
                Map.of(),
                new BundleExpectations(BundleTrust.pinned(publisher.publicKeys()), policy().name(), HERE, 1));
    }

    /** Gives both callers a further generation of their credential. */
    void replaceCredentials() throws Exception {
        generation++;
        for (String service : List.of("web-bff", "orders-api")) {
            Credential.Terms terms = new Credential.Terms("shop team", Instant.now(), Optional.empty(), List.of());
            store.credentials()
                    .add(new Credential(
                            new ServiceName(service),
                            generation,
                            new CredentialProof.Secret(TokenHash.of(secret(service))),
                            Credential.State.CURRENT,
                            terms));
        }
    }

    private String secret(String service) {
        return "secret-of-" + service + "-" + generation;
    }

    /** A token of the web front for payments; empty where none is given out. */
    Optional<Held> donation() throws Exception {
        return ask("web-bff", "grant_type=client_credentials&audience=payments-api");
    }

    /** A token of orders for payments that it exchanged for one of the web front. */
    Optional<Held> charge() throws Exception {
        Optional<Held> checkout = ask("web-bff", "grant_type=client_credentials&audience=orders-api");
        return checkout.isEmpty()
                ? Optional.empty()
                : ask(
                        "orders-api",
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange"
                                + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token"
                                + "&audience=payments-api&subject_token="
                                + checkout.get().text());
    }

    private Optional<Held> ask(String service, String form) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString((service + ":" + secret(service)).getBytes(StandardCharsets.UTF_8));
        Caller.Reply reply = Caller.plain(tokens.address().getPort(), "cordon.example")
                .send(
                        "POST /oauth2/token",
                        form,
                        "Authorization: Basic " + basic,
                        "Content-Type: application/x-www-form-urlencoded",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Client-Verify: NONE");
        if (reply.status() != 200) {
            return Optional.empty();
        }
        String token = member(reply.body(), "access_token");
        String[] parts = token.split("\\.", -1);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return Optional.of(new Held(token, member(claims, "jti"), member(claims, "txn"), member(header, "kid")));
    }

    private static String member(String object, String name) throws InvalidDocumentException {
        Json value = ((Json.Members) Json.parse(object)).find(name).orElseThrow();
        return ((Json.Text) value).value();
    }

    /** Whether a call with it reaches payments. */
    boolean passes(Held token) throws Exception {
        int status = Caller.overTls(proxy.port(), Shop.HOST)
                .call("POST /charges", "Authorization: Bearer " + token.text())
                .status();
        assertThat(status).isIn(200, 401, 403);
        return status == 200;
    }

    /** Why the last call was denied. */
    Reason reason() {
        return sink.last().stop().orElseThrow().reason();
    }

    /** Runs a command of the program on the store of the service that runs. */
    void operate(String... command) {
        StringWriter said = new StringWriter();
        Console console = new Console(
                new PrintWriter(said),
                new PrintWriter(said),
                InputStream.nullInputStream(),
                false,
                Clock.systemUTC(),
                new SecureRandom());
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--store", folder.resolve("store").toString()));
        assertThat(Main.run(console, all.toArray(String[]::new)))
                .as("%s: %s", all, said)
                .isZero();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        operators.close();
        tokens.close();
        calls.close();
        issuer.close();
        store.close();
        upstream.close();
    }
}
