package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.InMemoryConnectionNotes;
import dev.cordon.document.Bundle;
import dev.cordon.document.Edition;
import dev.cordon.document.IssuerKeys;
import dev.cordon.gate.HostClock;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.InMemoryHeadStore;
import dev.cordon.publication.InMemoryObjectStore;
import dev.cordon.publication.LiveStores;
import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.Publisher;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.registry.InMemoryRegistryStore;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function as it is deployed: published bundle, real signatures, a clock that the test moves. */
final class Deployed implements Stores {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final SigningKey BUNDLES = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final SigningKey TOKENS = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    final InMemoryObjectStore objects = new InMemoryObjectStore();
    final InMemoryHeadStore heads = new InMemoryHeadStore();
    final InMemoryRegistryStore registry = new InMemoryRegistryStore();
    final InMemoryRevocationStore revocations = new InMemoryRevocationStore(() -> wall());
    final InMemoryConnectionNotes connections = new InMemoryConnectionNotes();
    final Log log = new Log();
    Instant wall = NOW;
    long nanos = 5;
    String mode = "enforce";
    String kinds = "";
    String control = "";
    String connectionsTable = "";
    final HostClock clock = new HostClock(() -> nanos, () -> wall);

    /** A stream that may fail. */
    static final class Log extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean broken;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            written.write(bytes, from, length);
        }

        List<String> lines() {
            return written.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    static Policy policy() {
        return new TestPolicy()
                .segment("front", Trust.PUBLIC)
                .segment("back", Trust.INTERNAL)
                .caller("web", "front")
                .service("api", "back", "api.example", "GET /request", "POST /request", "GET /$connect")
                .issuer("cordon", TokenKind.SEGMENT, "front")
                .flow("read", "web", "api", flow -> flow.operations("GET /request", "GET /$connect"))
                .flow(
                        "near",
                        "web",
                        "api",
                        flow -> flow.operations("POST /request")
                                .when(new Condition.Network(
                                        List.of(Cidr.parse("192.0.2.0/24").orElseThrow()))))
                .build();
    }

    Deployed publish(long sequence) throws SignerUnavailableException, StoreUnavailableException {
        Edition edition = new Edition(new Environment("production"), sequence, NOW.plus(Duration.ofDays(7)));
        try {
            Publisher publisher = new Publisher(
                    objects, heads, Configuration.of(new Variables(variables())).expectations());
            publisher.publishBundle(Bundle.sign(policy(), edition, BUNDLES), NOW);
            publisher.publishKeys(
                    IssuerKeys.sign(
                            new PolicyName("shop"),
                            edition,
                            Map.of(new IssuerName("cordon"), TOKENS.publicKeys()),
                            BUNDLES),
                    NOW);
        } catch (ConfigurationException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    static Map<String, String> variables() {
        Map<String, String> variables = ConfigurationTest.least();
        variables.put("CORDON_BUNDLE_KEYS", BUNDLES.publicKeys().toJson());
        return variables;
    }

    RunningAuthorizer start() {
        try {
            Map<String, String> variables = variables();
            variables.put("CORDON_MODE", mode);
            variables.put("CORDON_KINDS", kinds);
            variables.put("CORDON_CONTROL_TABLE", control);
            variables.put("CORDON_CONNECTIONS_TABLE", connectionsTable);
            Configuration configuration = Configuration.of(new Variables(variables));
            return Start.open(
                    new RunningAuthorizer.Host("authorizer-1", log, clock),
                    configuration,
                    Start.kept(configuration, this, clock));
        } catch (ConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private Instant wall() {
        return wall;
    }

    /** The head tells of what is kept, as the control plane writes both. */
    void tell() throws Exception {
        Head known = heads.read().orElseThrow();
        heads.plant(Optional.of(new Head(
                known.bundleSequence(),
                known.keysSequence(),
                revocations.read().revision(),
                0,
                registry.read().revision())));
    }

    void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    static String token() throws SignerUnavailableException {
        ServiceName web = new ServiceName("web");
        return new SegmentTokenMinter("https://cordon.example", TOKENS, new SecureRandom())
                .mint(
                        new SegmentTokenRequest(
                                web,
                                new ServiceName("api"),
                                new FlowId("read"),
                                List.of(),
                                Duration.ofMinutes(5),
                                new SegmentTokenRequest.Chain(web, List.of(), Optional.empty(), 1, Optional.empty()),
                                SegmentTokenRequest.Bound.NOTHING),
                        NOW)
                .reveal();
    }

    @Override
    public ObjectStore objects(String bucket, String prefix) {
        return objects;
    }

    @Override
    public HeadStore heads(String table) {
        return heads;
    }

    @Override
    public LiveStores live(String table, InstantSource now) {
        assertThat(table).isEqualTo("control");
        return new LiveStores(registry, revocations);
    }

    @Override
    public ConnectionNotes connections(String table) {
        assertThat(table).isEqualTo("connections");
        return connections;
    }
}
