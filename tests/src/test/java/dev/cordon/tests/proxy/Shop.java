package dev.cordon.tests.proxy;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Reason;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.mesh.BundleFileSource;
import dev.cordon.mesh.BundleFiles;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.EchoUpstream;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SigningKey;
import dev.cordon.upstream.ContextCheck;
import dev.cordon.upstream.ContextVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A payments service behind a proxy and Cordon, with everything real but the service. */
final class Shop implements AutoCloseable {

    static final String HOST = "payments.shop.example";
    private static final Environment HERE = new Environment("production");
    private static final IssuerName ISSUER = new IssuerName("cordon");

    private final SigningKey tokenKey = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final SigningKey contextKey = SigningKey.generate(SignatureAlgorithm.EDDSA, new SecureRandom());
    private final SigningKey bundleKey = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final Path folder;
    final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    final EchoUpstream upstream = new EchoUpstream();
    final ForwardAuthServer server;
    final FrontProxy proxy;

    /**
     * A shop behind that proxy with the documented configuration, in which each text of {@code changes} is replaced.
     */
    Shop(ProxyKind kind, Path folder, TestAuthority authority, Map<String, String> changes) throws Exception {
        this.folder = Files.createDirectories(folder);
        MeshConfig config = MeshConfig.defaults()
                .listeningOn("127.0.0.1", 0)
                .askedBy(kind)
                .signingContexts(contextKey)
                .demanding(new DpopNonces(new byte[DpopNonces.SHORTEST_KEY]))
                .withClients(ClientTrust.of(Files.readString(authority.certificate("clients-ca"))));
        server = ForwardAuthServer.start(config, BundleFileSource.of(files()), sink, notices::add);
        Map<String, String> all = new HashMap<>(changes);
        all.put("127.0.0.1:8181", "127.0.0.1:" + server.port());
        all.put("127.0.0.1:9000", "127.0.0.1:" + upstream.port());
        String tls = "/etc/" + kind.name().toLowerCase(Locale.ROOT) + "/tls/";
        all.put(tls + "server.pem", authority.certificate("server").toString());
        all.put(tls + "server.key", authority.key("server").toString());
        all.put(tls + "clients-ca.pem", authority.certificate("clients-ca").toString());
        proxy = kind == ProxyKind.NGINX ? Nginx.start(folder, all) : Caddy.start(folder, all);
    }

    static TestAuthority authority(Path folder) throws Exception {
        return new TestAuthority(folder, "clients-ca")
                .issue("server", "DNS:" + HOST)
                .issue("orders-api", "URI:spiffe://shop.example/orders-api")
                .issue("acme", "URI:spiffe://shop.example/acme")
                .issue("stranger", "URI:spiffe://shop.example/stranger");
    }

    /** The policy at the start. */
    static Policy policy() {
        return policy("ordering");
    }

    /** The policy with another segment whose services may charge. */
    static Policy policy(String charging) {
        return new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("ordering", Trust.INTERNAL)
                .segment("partners", Trust.PARTNER)
                .segment("payments", Trust.INTERNAL)
                .caller("web-bff", "storefront")
                .caller("orders-api", "ordering")
                .caller("acme", "partners")
                .service(
                        "payments-api",
                        "payments",
                        HOST,
                        "POST /charges",
                        "GET /charges/{id}",
                        "POST /charges/{id}/refunds")
                .issuer("cordon", TokenKind.SEGMENT, "web-bff", "orders-api", "acme")
                .flow(
                        "charge",
                        charging,
                        "payments-api",
                        flow -> flow.operations("POST /charges").scopes("payments.charge"))
                .flow("read", "orders-api", "payments-api", flow -> flow.operations("GET /charges/{id}"))
                .flow(
                        "refund",
                        "orders-api",
                        "payments-api",
                        flow -> flow.operations("POST /charges/{id}/refunds").rate(1))
                .flow("partner", "acme", "payments-api", flow -> flow.operations("GET /charges/{id}"))
                .forbid("partners-never-touch-money", "partners", "payments")
                .build();
    }

    private BundleFiles files() throws Exception {
        publish(policy(), 1);
        Path keys = folder.resolve("cordon.jwks");
        Files.writeString(keys, tokenKey.publicKeys().toJson());
        BundleExpectations expected =
                new BundleExpectations(BundleTrust.pinned(bundleKey.publicKeys()), new PolicyName("shop"), HERE, 1);
        return new BundleFiles(bundle(), Map.of(ISSUER, keys), expected);
    }

    private Path bundle() {
        return folder.resolve("shop.bundle");
    }

    /** Publishes a policy where the server reads it. */
    void publish(Policy policy, long sequence) throws Exception {
        Instant validUntil = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
        publish(Bundle.sign(policy, new Edition(HERE, sequence, validUntil), bundleKey));
    }

    /** Puts a file where the server reads its policy. */
    void publish(byte[] bundle) throws IOException {
        Path fresh = Files.write(folder.resolve("fresh.bundle"), bundle);
        Files.move(fresh, bundle(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The header line of a token for a call to payments by that flow. */
    String token(String caller, String flow, SegmentTokenRequest.Bound bound) throws Exception {
        return "Authorization: Bearer " + mint(caller, "payments-api", flow, bound, Instant.now());
    }

    String token(String caller, String flow) throws Exception {
        return token(caller, flow, SegmentTokenRequest.Bound.NOTHING);
    }

    /** The text of a token issued at that instant. */
    String mint(String caller, String target, String flow, SegmentTokenRequest.Bound bound, Instant issued)
            throws Exception {
        ServiceName name = new ServiceName(caller);
        SegmentTokenRequest request = new SegmentTokenRequest(
                name,
                new ServiceName(target),
                new FlowId(flow),
                List.of(new Scope("payments.charge")),
                Duration.ofMinutes(5),
                new SegmentTokenRequest.Chain(name, List.of(), Optional.empty(), 1, Optional.empty()),
                bound);
        return new SegmentTokenMinter("https://cordon.example", tokenKey, new SecureRandom())
                .mint(request, issued)
                .reveal();
    }

    Caller caller() {
        return Caller.overTls(proxy.port(), HOST);
    }

    /** All decisions so far, by their ids. */
    Map<String, DecisionRecord> records() {
        return sink.records().stream().collect(Collectors.toMap(DecisionRecord::id, Function.identity()));
    }

    /** The record of the decision that a denied caller was told of. */
    DecisionRecord recordOf(Caller.Reply reply) {
        return sink.records().stream()
                .filter(record -> record.id().equals(reply.decision()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no record for " + reply));
    }

    /** What the service makes of the context that a call brought it. */
    ContextCheck contextOf(Caller.Reply reply) {
        String call = reply.body().substring(0, reply.body().indexOf('\n'));
        String header = reply.body()
                .lines()
                .filter(line -> line.startsWith("cordon-context: "))
                .map(line -> line.substring("cordon-context: ".length()))
                .findFirst()
                .orElse(null);
        return new ContextVerifier(new ServiceName("payments-api"), contextKey.publicKeys())
                .verify(
                        header,
                        new ContextVerifier.Received(
                                call.substring(0, call.indexOf(' ')), call.substring(call.indexOf(' ') + 1)),
                        Instant.now());
    }

    /** Why the call was denied, by the log. */
    Reason reasonOf(Caller.Reply reply) {
        return recordOf(reply).stop().orElseThrow().reason();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
        upstream.close();
    }
}
