package dev.cordon.aws.store;

import dev.cordon.decision.Moment;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.Trust;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.LiveStores;
import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.StoredSnapshots;
import dev.cordon.token.Signer;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** Bundles of a small policy without issuers, and the snapshots that a function makes of them. */
final class PublishedShop {

    static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final Environment PRODUCTION = new Environment("production");

    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    /** A policy that differs from one sequence to the next, as long as it has one digit. */
    private static Policy policy(long sequence) {
        return new TestPolicy()
                .segment("ordering", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS)
                .caller("web-bff", "ordering")
                .service("orders-api", "ordering", "orders.shop.example", "POST /orders/" + sequence)
                .flow("checkout", "web-bff", "orders-api", flow -> flow.operations("POST /orders/" + sequence))
                .build();
    }

    byte[] bundle(long sequence) throws Exception {
        return bundle(sequence, key);
    }

    byte[] bundle(long sequence, Signer signer) throws Exception {
        return Bundle.sign(policy(sequence), new Edition(PRODUCTION, sequence, NOW.plusSeconds(86_400)), signer);
    }

    BundleExpectations expectations() {
        return expectations(BundleTrust.pinned(key.publicKeys()));
    }

    BundleExpectations expectations(BundleTrust trust) {
        return new BundleExpectations(trust, policy(1).name(), PRODUCTION, 0);
    }

    StoredSnapshots snapshots(ObjectStore objects, HeadStore heads) {
        return new StoredSnapshots(objects, heads, expectations(), () -> new Moment(NOW, 0));
    }

    StoredSnapshots snapshots(ObjectStore objects, HeadStore heads, LiveStores live) {
        return new StoredSnapshots(objects, heads, Optional.of(live), expectations(), () -> new Moment(NOW, 0));
    }

    static long sequence(StoredSnapshots snapshots) {
        return snapshots.current().orElseThrow().revisions().policy().sequence();
    }
}
