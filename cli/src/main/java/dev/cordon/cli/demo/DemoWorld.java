package dev.cordon.cli.demo;

import dev.cordon.administration.CredentialRegister;
import dev.cordon.administration.QuarantineRegister;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.PolicyFiles;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.mesh.BundleFileSource;
import dev.cordon.mesh.BundleFiles;
import dev.cordon.mesh.EmbeddedIssuer;
import dev.cordon.mesh.EmbeddedLifecycle;
import dev.cordon.mesh.EventMeter;
import dev.cordon.mesh.EventSource;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.TokenServer;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.rotation.SecretVault;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Services, the enforcement and a token service in front of them, and keys that only this demonstration trusts. The
 * policy is that of the documentation but for two things: on one machine there is no network of its own for payments
 * and no certificate, so that a token for it is bound to a key (DPoP); and deploys replace web-bff's secret.
 */
final class DemoWorld implements AutoCloseable {

    private static final String BUNDLE = "shop.bundle";

    private static final Map<String, String> CHANGES = Map.of(
            "storefront: { trust: public }", "storefront: { trust: public, rotation: { grace: 1h } }",
            "bind: [environment, network, mtls]", "bind: [environment, network, dpop]",
            "network: [10.20.0.0/16]", "network: [127.0.0.0/8]",
            "      mtls: required\n", "");

    static final String ORDERS = "orders.shop.example";
    static final String REPORTS = "reports.shop.example";
    static final String PAYMENTS = "payments.shop.example";

    private final Sample sample;
    private final Policy policy;
    private final DemoClients clients;
    private final EmbeddedStore store;
    private final DemoLog log;
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final Map<String, Upstream> upstreams = new LinkedHashMap<>();
    private final EmbeddedIssuer issuer;
    private final EmbeddedLifecycle lives;
    private final ForwardAuthServer authorizer;
    private final TokenServer tokens;
    private final Front front;

    private DemoWorld(Console console, Sample sample, Policy policy)
            throws IOException, CommandException, SignerUnavailableException, SigningKeyStoreUnavailableException {
        this.sample = sample;
        this.policy = policy;
        this.clients = new DemoClients(console.clock(), console.random());
        this.store = DemoStore.open(sample.folder().resolve("shop.store"), console, clients);
        this.log = DemoLog.begin(sample.folder(), console);
        upstreams.put(ORDERS, Upstream.start("orders-api"));
        upstreams.put(REPORTS, Upstream.start("reports-api"));
        upstreams.put(PAYMENTS, Upstream.start("payments-api"));
        MeshConfig config = MeshConfig.defaults().named("demo").listeningOn("127.0.0.1", 0);
        issuer = EmbeddedIssuer.over(store, policy.issuers().get(0).issuer(), source(console), line -> {});
        lives = EmbeddedLifecycle.start(
                store,
                issuer,
                new EmbeddedLifecycle.Believed(
                        policy.environments().get(0), Set.of(new EventSource(DemoPipeline.SOURCE, Optional.empty()))),
                new EmbeddedLifecycle.Told(log, new EventMeter(), line -> {}));
        authorizer = ForwardAuthServer.start(config, issuer.snapshots(), issuer.counting(log), notices::add);
        tokens = issuer.serve(config, log);
        Map<String, Integer> ports = new LinkedHashMap<>();
        upstreams.forEach((host, upstream) -> ports.put(host, upstream.port()));
        front = Front.start(new Front.Ports(authorizer.port(), tokens.address().getPort(), ports));
    }

    static DemoWorld start(Console console) throws IOException, CommandException {
        // the demonstration's own servers answer at once; it is read when the first of them starts
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Sample sample = Sample.unpack();
        boolean started = false;
        try {
            DemoWorld world = new DemoWorld(console, sample, policy(console, sample));
            started = true;
            return world;
        } catch (SignerUnavailableException | SigningKeyStoreUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        } finally {
            if (!started) {
                sample.close();
            }
        }
    }

    private static Policy policy(Console console, Sample sample) throws IOException, CommandException {
        String text = Files.readString(sample.policy());
        for (Map.Entry<String, String> change : CHANGES.entrySet()) {
            text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(sample.policy(), text);
        return PolicyFiles.valid(console, sample.policy()).policy().orElseThrow();
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
        return BundleFileSource.of(new BundleFiles(
                bundle,
                Map.of(),
                new BundleExpectations(BundleTrust.pinned(publisher.publicKeys()), policy.name(), environment, 1)));
    }

    Policy policy() {
        return policy;
    }

    DemoClients clients() {
        return clients;
    }

    /** The key that the token service signs with. */
    SigningKey issuerKey() throws IOException {
        try {
            return store.signingKeys().read().keys().get(0).key();
        } catch (SigningKeyStoreUnavailableException e) {
            throw new IOException(e);
        }
    }

    /** Where callers call. */
    int port() {
        return front.port();
    }

    /** Where files may be put that go with the world. */
    Path folder() {
        return sample.folder();
    }

    /** What was decided about the latest call, or came of the latest request for a token, in the words of the log. */
    String latest() {
        return log.latest();
    }

    /** Waits until the enforcement has read what is revoked. */
    void refresh() throws IOException {
        authorizer.reload();
        try {
            String notice = notices.take();
            while (!notice.startsWith("reload")) {
                notice = notices.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while revocations were read", e);
        }
    }

    /** What operators put into quarantine. */
    QuarantineRegister quarantines() {
        return new QuarantineRegister(store.revocations());
    }

    /** What services obtain tokens with. */
    CredentialRegister credentials() {
        return new CredentialRegister(store.credentials(), store.revocations(), store.rotations());
    }

    /** What deploys and retirements tell of. */
    EmbeddedLifecycle lives() {
        return lives;
    }

    /** Where services fetch their secrets. */
    SecretVault secrets() {
        return store.secrets();
    }

    /** Ends the log and verifies it, which says what it found; whether it is whole. */
    boolean verifyLog() throws IOException {
        log.end();
        return log.verify();
    }

    /** Goes on with the log after it was ended. */
    void resumeLog() throws IOException {
        log.resume();
    }

    /** Leaves the log, once it is ended, in a folder, and what was decided by. */
    void save(Path folder) throws IOException {
        Path bundles = Files.createDirectories(folder.resolve("bundles"));
        Files.copy(sample.folder().resolve(BUNDLE), bundles.resolve(BUNDLE), StandardCopyOption.REPLACE_EXISTING);
        log.copyTo(folder);
    }

    @Override
    public void close() throws IOException {
        front.close();
        tokens.close();
        authorizer.close();
        lives.close();
        issuer.close();
        store.close();
        log.end();
        upstreams.values().forEach(Upstream::close);
        sample.close();
    }
}
