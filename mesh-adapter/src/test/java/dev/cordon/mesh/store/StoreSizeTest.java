package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cordon.ledger.Use;
import dev.cordon.revocation.RevocationList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the file gets, and what becomes of it where it can't get larger. */
final class StoreSizeTest {

    private static final int COMMITS = Boolean.getBoolean("cordon.full") ? 100_000 : 2_000;
    private static final long LARGEST = 4L * 1024 * 1024;
    private static final long SEED = 4_711;

    @TempDir
    Path folder;

    @Test
    void commits_over_the_same_entries_do_not_make_the_file_grow_for_ever() throws Exception {
        Path file = folder.resolve("store");
        SplittableRandom random = new SplittableRandom(SEED);
        long largest = 0;
        try (EmbeddedStore store = Stores.open(file)) {
            for (int i = 0; i < 100; i++) {
                store.tokens().enter(Load.entry("id-" + i));
            }
            for (int i = 0; i < COMMITS; i++) {
                String id = "id-" + random.nextInt(100);
                store.tokens().used(List.of(new Use<>(id, "POST /charges", Instant.ofEpochSecond(i), 1)));
                largest = Math.max(largest, Files.size(file));
            }
        }
        assertThat(largest).as("bytes after %d commits", COMMITS).isLessThan(LARGEST);
    }

    @Test
    void a_file_that_can_not_get_larger_stops_the_store_and_keeps_what_was_acknowledged() throws Exception {
        assumeThat(Path.of("/bin/sh")).exists();
        Path file = folder.resolve("store");
        List<String> told = writeUntilFull(file);
        List<String> failed =
                told.stream().filter(line -> line.startsWith("failed")).toList();

        assertThat(told).first().isEqualTo("open");
        assertThat(failed)
                .isNotEmpty()
                .allMatch(line -> line.endsWith(
                        "can't be written: check that its disk is there and not full, then" + " start again"));
        try (EmbeddedStore store = Stores.open(file)) {
            RevocationList revoked = store.revocations().read();
            for (String line : told.subList(1, told.size() - failed.size())) {
                String id = line.substring(6);
                boolean there = line.startsWith("chain")
                        ? revoked.hasChain(id)
                        : store.tokens().find(id).isPresent();
                assertThat(there).as(line).isTrue();
            }
            assertThat(store.tokens().enter(Load.entry("the next one"))).isTrue();
        }
    }

    /** All that a process told that may not write beyond the 2048th block of 1024 or 512 bytes of a file. */
    private static List<String> writeUntilFull(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 2048; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Load.class.getName(),
                        file.toString(),
                        "x")
                .redirectErrorStream(true)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
