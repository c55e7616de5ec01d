package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKeys;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.issuance.StatusLists;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.status.StatusListVerifier;
import dev.cordon.status.TokenStatus;
import dev.cordon.token.KeyRing;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SigningKey;
import dev.cordon.token.StatusReference;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of as many living tokens as it may have, made from the file in which they are. */
final class LargeStatusListTest {

    private static final int MANY = Boolean.getBoolean("cordon.full") ? 100_000 : 20_000;
    private static final int IN_A_COMMIT = 10_000;
    private static final String ISSUER = "https://cordon.example";
    private static final String LIST = ISSUER + "/status-lists/0";
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final ServiceName WEB = new ServiceName("web");
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    @TempDir
    private Path folder;

    private record Source(Snapshot snapshot) implements SnapshotSource {

        @Override
        public Optional<Snapshot> current() {
            return Optional.of(snapshot);
        }

        @Override
        public void refresh() {
            // always new
        }
    }

    private static Snapshot snapshot() {
        Policy policy = new TestPolicy()
                .segment("shop", Trust.INTERNAL)
                .caller("web", "shop")
                .service("orders", "shop", "orders.example", "POST /orders")
                .issuer("cordon", TokenKind.SEGMENT, "shop")
                .flow("checkout", "web", "orders", flow -> flow.operations("POST /orders"))
                .build();
        PolicyRevision revision = new PolicyRevision(
                policy.name(), new Environment("production"), 1, "0".repeat(64), NOW.plusSeconds(86_400));
        Snapshot.Live live = new Snapshot.Live(
                ServiceRegistry.empty(),
                RevocationList.empty(),
                KeyRing.of(policy.issuers(), Map.of(new IssuerName("cordon"), KEY.publicKeys())),
                ApiKeys.none());
        return Snapshot.of(CompiledPolicy.of(policy), revision, live, 0);
    }

    private static LedgerEntry entry(int i) {
        return new LedgerEntry(
                "jti-" + i + "-0123456789abcdef",
                LedgerEntry.Kind.TOKEN,
                new LedgerEntry.Edge(WEB, new ServiceName("orders"), new FlowId("checkout")),
                1,
                "txn-" + i + "-0123456789abcdef",
                NOW,
                NOW.plusSeconds(300 + i % 600),
                Optional.of(new LedgerEntry.Listing(
                        0, i, KEY.keyId(), List.of(new LedgerEntry.Party(WEB, NOW.getEpochSecond())))));
    }

    /** As if they had been entered one by one, in fewer commits. */
    private static void fill(Path file) throws Exception {
        Stores.open(file).close();
        Entries entries = Entries.open(file);
        try {
            for (int i = 0; i < MANY; i++) {
                EmbeddedStatusLedger.put(entries, entry(i));
                if (i % IN_A_COMMIT == IN_A_COMMIT - 1) {
                    entries.commit();
                }
            }
            entries.commit();
        } finally {
            entries.close();
        }
    }

    @Test
    void a_list_of_a_million_living_tokens_is_made_from_the_store() throws Exception {
        Path file = folder.resolve("store");
        fill(file);
        try (EmbeddedStore store = Stores.open(file)) {
            for (int i = 0; i < 100; i++) {
                store.revocations()
                        .add(new Revocation.OfChain(entry(i * (MANY / 100)).transaction()), Optional.empty());
            }
            StatusLists lists = new StatusLists(new StatusLists.Parts(
                    ISSUER,
                    new Source(snapshot()),
                    store.revocations(),
                    store.statuses(),
                    at -> new SegmentTokenMinter(ISSUER, KEY, new SecureRandom())));

            long start = System.nanoTime();
            String text = lists.find(0, NOW).orElseThrow().token();
            System.out.printf(
                    "a list of %,d living tokens: %,d ms, the file %,d MB, heap at most %,d MB%n",
                    MANY, (System.nanoTime() - start) / 1_000_000, Files.size(file) / 1_000_000, peak() / 1_000_000);

            assertThat(revoked(text)).isEqualTo(100);
        }
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static long revoked(String text) {
        StatusListVerifier.Outcome outcome = new StatusListVerifier(KEY.publicKeys()).verify(text, LIST, NOW);
        long count = 0;
        for (int i = 0; i < MANY; i++) {
            TokenStatus status = ((StatusListVerifier.Verified) outcome).list().of(new StatusReference(LIST, i), NOW);
            count += status == TokenStatus.VALID ? 0 : 1;
        }
        return count;
    }
}
