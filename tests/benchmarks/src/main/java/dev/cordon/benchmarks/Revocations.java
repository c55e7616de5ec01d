package dev.cordon.benchmarks;

import dev.cordon.policy.IssuerName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One look-up among a million revocations, half of which find what they look for. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class Revocations {

    private static final int MANY = 1_000_000;
    private static final int ASKED = 1 << 16;
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final Fingerprint[] asked = new Fingerprint[ASKED];
    private RevocationList list = RevocationList.empty();
    private int next;

    /** A million entries, as they come in batches. */
    @Setup(Level.Trial)
    public void fill() {
        List<RevocationEntry> some = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            some.add(new RevocationEntry(
                    new Revocation.OfToken(new IssuerName("cordon"), "jti-" + i),
                    Optional.of(NOW.plusSeconds(60 + i % 86_400))));
            if (some.size() == 1_000) {
                list = list.with(list.revision() + 1, some, NOW);
                some.clear();
            }
        }
        for (int i = 0; i < ASKED; i++) {
            asked[i] = Fingerprint.ofToken("cordon", "jti-" + (i % 2 == 0 ? i * 15 : MANY + i));
        }
    }

    /** Whether a token is revoked. */
    @Benchmark
    public boolean revokedAmongAMillion() {
        next = (next + 1) & (ASKED - 1);
        return list.hasToken(asked[next]);
    }
}
