package dev.cordon.tests.authzen;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.cli.policy.PolicyReader;
import dev.cordon.decision.Reason;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.mesh.BundleFileSource;
import dev.cordon.mesh.BundleFiles;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.authzen.AuthZenServer;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shop of {@code docs/examples/authzen}, with a forward-auth server and a decision point beside it. */
public final class GatewayShop implements AutoCloseable {

    /** The decision point's identifier. */
    public static final String PDP = "https://decisions.shop.example";

    static final Path POLICY = Path.of(System.getProperty("cordon.root"), "docs/examples/authzen/shop.yaml");

    private static final Environment HERE = new Environment("production");

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final SigningKey publisher = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final SigningKey issuer = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final HttpClient http = HttpClient.newHttpClient();
    private final ForwardAuthServer calls;
    private final AuthZenServer decisions;

    /** Opens the shop, with its files in that folder. */
    public GatewayShop(Path folder) throws Exception {
        MeshConfig config = MeshConfig.defaults().listeningOn("127.0.0.1", 0);
        calls = ForwardAuthServer.start(config, BundleFileSource.of(files(folder)), sink, notice -> {});
        decisions = AuthZenServer.start(config, new ServiceName("decisions"), calls);
    }

    private BundleFiles files(Path folder) throws IOException, SignerUnavailableException {
        Policy policy = PolicyReader.read(POLICY).policy().orElseThrow();
        Instant validUntil = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
        Path bundle = Files.write(
                folder.resolve("shop.bundle"), Bundle.sign(policy, new Edition(HERE, 1, validUntil), publisher));
        Path keys = Files.writeString(
                folder.resolve("shop.jwks"), issuer.publicKeys().toJson());
        return new BundleFiles(
                bundle,
                Map.of(new IssuerName("shop"), keys),
                new BundleExpectations(BundleTrust.pinned(publisher.publicKeys()), new PolicyName("shop"), HERE, 1));
    }

    /** Where the decision point is reached. */
    public URI reached() {
        return URI.create("http://127.0.0.1:" + decisions.address().getPort());
    }

    /** A client that asks as that gateway. */
    AuthZenClient client(String gateway) throws Exception {
        return new AuthZenClient(reached(), PDP, headers(gateway));
    }

    private Map<String, String> headers(String gateway) throws Exception {
        return Map.of(
                "Authorization",
                "Bearer " + token(gateway, "decisions", "ask"),
                "X-Forwarded-For",
                "10.0.0.9",
                "X-Client-Verify",
                "NONE");
    }

    /** A token for that flow. */
    public String token(String caller, String target, String flow) throws Exception {
        ServiceName name = new ServiceName(caller);
        return new SegmentTokenMinter("https://tokens.shop.example", issuer, new SecureRandom())
                .mint(
                        new SegmentTokenRequest(
                                name,
                                new ServiceName(target),
                                new FlowId(flow),
                                List.of(),
                                Duration.ofMinutes(5),
                                new SegmentTokenRequest.Chain(name, List.of(), Optional.empty(), 0, Optional.empty()),
                                SegmentTokenRequest.Bound.NOTHING),
                        Instant.now())
                .reveal();
    }

    /** Whether the forward-auth server lets the same call through. */
    boolean passes(String method, String uri, String host, Map<String, String> evidence) throws Exception {
        HttpRequest.Builder question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + calls.port() + "/authorize"))
                .header("X-Original-Method", method)
                .header("X-Original-URI", uri)
                .header("X-Original-Host", host)
                .header("X-Client-Verify", "NONE");
        evidence.forEach(question::header);
        return http.send(question.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 204;
    }

    /** What the latest record says. */
    DecisionRecord last() {
        return sink.last();
    }

    /** Why the latest call was denied; empty where it went on. */
    Optional<Reason> reason() {
        return sink.last().stop().map(DecisionRecord.Stop::reason);
    }

    int recorded() {
        return sink.records().size();
    }

    @Override
    public void close() {
        decisions.close();
        calls.close();
    }
}
