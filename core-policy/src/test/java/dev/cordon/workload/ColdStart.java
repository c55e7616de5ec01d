package dev.cordon.workload;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.document.LoadedBundle;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Flow;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From process start to the first decision, to be timed from outside: {@code write FOLDER} once, then {@code decide
 * FOLDER}, which prints the decision and exits. Both work on workload L; {@code docs/adr/0001-bundle-form.md} says how
 * it was run.
 */
public final class ColdStart {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private ColdStart() {}

    /**
     * Writes or decides.
     *
     * @throws Exception where a file can't be read, or the bundle is refused
     */
    public static void main(String[] arguments) throws Exception {
        Path bundle = Path.of(arguments[1], "workload.bundle");
        Path keys = Path.of(arguments[1], "workload.jwks");
        if (arguments[0].equals("write")) {
            write(bundle, keys);
        } else {
            System.out.println(decide(bundle, keys));
        }
    }

    private static void write(Path bundle, Path keys) throws Exception {
        Policy policy = Workload.policy(Size.L, CallerAuthentication.MUTUAL_TLS);
        Edition edition = new Edition(Workload.ENVIRONMENTS.get(0), 1, Instant.parse("2099-01-01T00:00:00Z"));
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        Files.writeString(keys, key.publicKeys().toJson());
        Files.write(bundle, Bundle.sign(policy, edition, key));
    }

    private static String decide(Path bundle, Path keys) throws Exception {
        BundleTrust trust = BundleTrust.pinned(JsonWebKeys.parse(Files.readString(keys)));
        BundleExpectations expected = new BundleExpectations(trust, Workload.NAME, Workload.ENVIRONMENTS.get(0), 1);
        LoadedBundle loaded = BundleLoader.load(Files.readAllBytes(bundle), expected, NOW);
        KeyRing none = KeyRing.of(loaded.policy().source().issuers(), Map.of());
        Snapshot snapshot = Snapshot.of(loaded.policy(), loaded.revision(), Snapshot.Live.of(none), 0);
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.SHARED, 0);
        Decision decision = enforcer.decide(snapshot, firstCall(loaded.policy().source()), new Moment(NOW, 0));
        return decision instanceof Decision.Allow ? "allow" : "deny";
    }

    /** A call of the first flow without conditions that names a service as its caller. */
    private static AccessRequest firstCall(Policy policy) {
        for (Flow flow : policy.flows()) {
            if (flow.when().isEmpty() && flow.edge().from() instanceof Party.OfService caller) {
                Operation operation =
                        ((Operations.Listed) flow.edge().operations()).list().get(0);
                ClientCertificate certificate = new ClientCertificate(
                        new KeyThumbprint("A".repeat(43)),
                        Optional.of("spiffe://mesh.example/" + caller.service()),
                        List.of(),
                        "CN=caller");
                return AccessRequest.of(
                                new Target.OfService(flow.edge().to().toString()),
                                operation.method().name(),
                                RequestPath.read(operation
                                        .path()
                                        .text()
                                        .replace("{id}", "7")
                                        .replace("{id2}", "8")))
                        .withCertificate(new CertificateEvidence.Trusted(certificate));
            }
        }
        throw new IllegalStateException("the workload has such a flow");
    }
}
