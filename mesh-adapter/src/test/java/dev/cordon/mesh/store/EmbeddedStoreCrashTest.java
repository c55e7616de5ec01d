package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.Usage;
import dev.cordon.revocation.RevocationList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writing process is killed, again and again, on one file. */
final class EmbeddedStoreCrashTest {

    private static final int KILLS = Boolean.getBoolean("cordon.full") ? 200 : 20;
    private static final long SEED = 20_261_128L;

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_outlives_the_process_and_nothing_is_there_by_halves() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Path file = folder.resolve("store");
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < KILLS; round++) {
            int lines = random.nextInt(1, 200);
            List<String> told = killAfter(lines, file, "r" + round);
            assertThat(told).as("round %d", round).hasSizeGreaterThanOrEqualTo(lines);
            acknowledged.addAll(told);

            try (EmbeddedStore store = Stores.open(file)) {
                assertThat(there(store, acknowledged))
                        .as("round %d, seed %d", round, SEED)
                        .isEqualTo(acknowledged);
                assertEachIsWhole(store);
            }
        }
        assertEachIsForgotten(file);
    }

    /** What the process has told of until it was dead; what it wrote before it was killed can be read after that. */
    private static List<String> killAfter(int lines, Path file, String prefix) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Load.class.getName(),
                        file.toString(),
                        prefix)
                .redirectErrorStream(true)
                .start();
        List<String> told = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(output.readLine()).isEqualTo("open");
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                told.add(line);
                if (told.size() == lines) {
                    // The handle leaves the pipe open, which the process itself would close.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
        int last = told.size() - 1;
        boolean cut = !told.get(last).matches("(token|chain) r\\d+-\\d-\\d+");
        return cut ? told.subList(0, last) : told;
    }

    private static Set<String> there(EmbeddedStore store, Set<String> acknowledged) throws Exception {
        RevocationList revoked = store.revocations().read();
        Set<String> there = new HashSet<>();
        for (String line : acknowledged) {
            String id = line.substring(6);
            boolean found = line.startsWith("chain")
                    ? revoked.hasChain(id)
                    : store.tokens().find(id).isPresent();
            if (found) {
                there.add(line);
            }
        }
        return there;
    }

    private static void assertEachIsWhole(EmbeddedStore store) throws Exception {
        List<Line> all = store.tokens().page(Optional.empty(), Integer.MAX_VALUE);
        for (Line line : all) {
            LedgerEntry whole = Load.entry(line.entry().id());
            assertThat(line).isEqualTo(new Line(whole, Usage.NONE));
        }
    }

    /** An entry is found by its id and by its end: it has both or neither. */
    private static void assertEachIsForgotten(Path file) throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            int all = store.tokens().page(Optional.empty(), Integer.MAX_VALUE).size();
            assertThat(store.tokens().forget(Instant.MAX)).isEqualTo(all);
            assertThat(store.tokens().page(Optional.empty(), 1)).isEmpty();
        }
    }
}
