package dev.cordon.cli.demo;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.PolicyFiles;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.mesh.BundleFileSource;
import dev.cordon.mesh.BundleFiles;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Two services, the enforcement in front of them, and the keys that only this demonstration trusts. */
final class DemoWorld implements AutoCloseable {

    private static final String BUNDLE = "shop.bundle";

    static final String ORDERS = "orders.shop.example";
    static final String REPORTS = "reports.shop.example";

    private final Sample sample;
    private final Policy policy;
    private final SigningKey issuer;
    private final ConcurrentLinkedQueue<DecisionRecord> log = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Map<String, Upstream> upstreams = new LinkedHashMap<>();
    private final ForwardAuthServer authorizer;
    private final Front front;

    private DemoWorld(Console console, Sample sample, Policy policy) throws IOException, SignerUnavailableException {
        this.sample = sample;
        this.policy = policy;
        this.issuer = SigningKey.generate(SignatureAlgorithm.ES256, console.random());
        upstreams.put(ORDERS, Upstream.start("orders-api"));
        upstreams.put(REPORTS, Upstream.start("reports-api"));
        DecisionSink sink = new DecisionSink() {
            @Override
            public void offer(DecisionRecord decision) {
                log.add(decision);
                lines.add(DecisionJson.line(decision));
            }

            @Override
            public long dropped() {
                return 0;
            }
        };
        authorizer = ForwardAuthServer.start(
                MeshConfig.defaults().named("demo").listeningOn("127.0.0.1", 0), source(console), sink, line -> {});
        Map<String, Integer> ports = new LinkedHashMap<>();
        upstreams.forEach((host, upstream) -> ports.put(host, upstream.port()));
        front = Front.start(authorizer.port(), ports);
    }

    static DemoWorld start(Console console) throws IOException, CommandException {
        Sample sample = Sample.unpack();
        try {
            Policy policy = PolicyFiles.valid(console, sample.policy()).policy().orElseThrow();
            return new DemoWorld(console, sample, policy);
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }

    /** The policy, signed into a bundle as an enforcement point would get it. */
    private BundleFileSource source(Console console) throws IOException, SignerUnavailableException {
        SigningKey publisher = SigningKey.generate(SignatureAlgorithm.ES256, console.random());
        Environment environment = policy.environments().get(0);
        Edition edition = new Edition(
                environment,
                1,
                console.clock().instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS));
        Path bundle = sample.folder().resolve(BUNDLE);
        Files.write(bundle, Bundle.sign(policy, edition, publisher));
        Path keys = sample.folder().resolve("issuer.jwks");
        Files.writeString(keys, issuer.publicKeys().toJson());
        return BundleFileSource.of(new BundleFiles(
                bundle,
                Map.of(new IssuerName("shop"), keys),
                new BundleExpectations(BundleTrust.pinned(publisher.publicKeys()), policy.name(), environment, 1)));
    }

    Policy policy() {
        return policy;
    }

    SigningKey issuer() {
        return issuer;
    }

    /** Where callers call. */
    int port() {
        return front.port();
    }

    /** Where files may be put that go with the world. */
    Path folder() {
        return sample.folder();
    }

    /** What was decided about the latest call, in the words of the log. */
    String latest() {
        DecisionRecord last = null;
        for (DecisionRecord decision = log.poll(); decision != null; decision = log.poll()) {
            last = decision;
        }
        return last == null ? "" : DemoWords.of(last);
    }

    /** Leaves what was decided so far in a folder, and what it was decided by. */
    void save(Path folder) throws IOException {
        Path bundles = Files.createDirectories(folder.resolve("bundles"));
        Files.copy(sample.folder().resolve(BUNDLE), bundles.resolve(BUNDLE), StandardCopyOption.REPLACE_EXISTING);
        Files.write(folder.resolve("decisions.log"), lines);
    }

    @Override
    public void close() throws IOException {
        front.close();
        authorizer.close();
        upstreams.values().forEach(Upstream::close);
        sample.close();
    }
}
