package dev.cordon.mesh.admin;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.issuance.ApiKeyDesk;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import dev.cordon.policy.Environment;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.token.KeyRing;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Stores to administrate. */
final class AdminStores {

    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    static final AdminSettings SETTINGS = settings(Optional.empty(), Optional::empty);

    private static final CompiledPolicy POLICY = CompiledPolicy.of(new TestPolicy()
            .segment("partners", Trust.PARTNER)
            .segment("apis", Trust.INTERNAL)
            .caller("acme", "partners")
            .service("orders-api", "apis", "orders.example", "POST /orders")
            .issuer("cordon", TokenKind.SEGMENT, "apis")
            .flow(
                    "sell",
                    "acme",
                    "orders-api",
                    flow -> flow.scopes("orders.read", "orders.write").apiKeys())
            .build());

    private AdminStores() {}

    static MasterKey key() throws StoreRefusedException {
        return MasterKey.fromEnvironment(
                "KEY", Map.of("KEY", "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"));
    }

    private static AdminSettings settings(Optional<ApiKeyIssuing> apiKeys, Supplier<Optional<CompiledPolicy>> policy) {
        return new AdminSettings(
                KeySchedule.standard(),
                Optional.empty(),
                InstantSource.fixed(NOW),
                new SecureRandom(),
                apiKeys,
                policy);
    }

    /** Those of a service that runs, with a policy by which acme may have API keys for one flow. */
    static AdminSettings running(EmbeddedStore store) {
        ApiKeyDesk desk = new ApiKeyDesk(new Running(), store.apiKeys(), store.tokens(), SETTINGS.random());
        return settings(Optional.of(request -> desk.issue(request, new Moment(NOW, 0))), () -> Optional.of(POLICY));
    }

    private static final class Running implements SnapshotSource {

        @Override
        public Optional<Snapshot> current() {
            PolicyRevision revision = new PolicyRevision(
                    POLICY.source().name(), new Environment("production"), 1, "0".repeat(64), NOW.plusSeconds(60));
            KeyRing keys = KeyRing.of(POLICY.source().issuers(), Map.of());
            return Optional.of(Snapshot.of(POLICY, revision, Snapshot.Live.of(keys), 0));
        }

        @Override
        public void refresh() {}
    }

    static EmbeddedStore open(Path file) throws StoreRefusedException {
        return EmbeddedStore.open(file, key(), SETTINGS.clock(), SETTINGS.random());
    }
}
