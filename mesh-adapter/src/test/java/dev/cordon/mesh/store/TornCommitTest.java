package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.ledger.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed within a commit has written some of its pages, in their order, and not the rest. */
final class TornCommitTest {

    /** Fewer than after which the store gathers room, which is more than one write. */
    private static final int COMMITS = 500;

    private static final int STATES = Boolean.getBoolean("cordon.full") ? 20 : 2;
    private static final int PAGE = 4_096;

    /** The first pages tell where the rest is, and are written last. */
    private static final int HEADERS = 2;

    private static final long SEED = 20_261_129L;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** The file at one moment, with what lies beside it. */
    private static final class Image {
        private final byte[] bytes;
        private final byte[] mark;
        private final int tokens;

        Image(Path file, int tokens) throws IOException {
            this.bytes = Files.readAllBytes(file);
            this.mark = Files.readAllBytes(StoreLock.beside(file));
            this.tokens = tokens;
        }
    }

    @Test
    void a_file_with_part_of_a_commit_opens_again_and_again_with_all_that_was_acknowledged() throws Exception {
        Path file = folder.resolve("store");
        try (EmbeddedStore store = Stores.open(file)) {
            Image before = new Image(file, 0);
            for (int i = 0; i < COMMITS; i++) {
                Image after = new Image(file, change(store, i, before.tokens));
                List<Integer> written = written(before.bytes, after.bytes);
                int withoutHeaders =
                        (int) written.stream().filter(page -> page >= HEADERS).count();
                assertOpens(before, after, written, withoutHeaders, i);
                for (int state = 0; state < STATES; state++) {
                    assertOpens(before, after, written, random.nextInt(written.size() + 1), i);
                }
                before = after;
            }
        }
    }

    /**
     * Writes something, mostly over what is there, so that room gets free within the file. How many tokens there are.
     */
    private int change(EmbeddedStore store, int commit, int tokens) throws Exception {
        if (tokens < 20 || random.nextInt(10) == 0) {
            store.tokens().enter(Load.entry("id-" + tokens));
            return tokens + 1;
        }
        String id = "id-" + random.nextInt(tokens);
        store.tokens().used(List.of(new Use<>(id, "POST /charges", Instant.ofEpochSecond(commit), 1)));
        return tokens;
    }

    /** The pages in which they differ, in the order in which they are written. */
    private static List<Integer> written(byte[] before, byte[] after) {
        List<Integer> pages = new ArrayList<>(IntStream.range(HEADERS, after.length / PAGE)
                .filter(page -> differ(before, after, page))
                .boxed()
                .toList());
        IntStream.range(0, HEADERS).filter(page -> differ(before, after, page)).forEach(pages::add);
        return pages;
    }

    private static boolean differ(byte[] before, byte[] after, int page) {
        int start = page * PAGE;
        int end = start + PAGE;
        return end > before.length || !Arrays.equals(before, start, end, after, start, end);
    }

    private void assertOpens(Image before, Image after, List<Integer> written, int count, int commit) throws Exception {
        Path torn = folder.resolve("torn");
        byte[] bytes = before.bytes;
        for (int page : written.subList(0, count)) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, (page + 1) * PAGE));
            System.arraycopy(after.bytes, page * PAGE, bytes, page * PAGE, PAGE);
        }
        Files.write(torn, bytes);
        Files.write(StoreLock.beside(torn), before.mark);
        for (int time = 1; time <= 2; time++) {
            try (EmbeddedStore store = Stores.open(torn)) {
                assertThat(store.tokens()
                                .page(Optional.empty(), Integer.MAX_VALUE)
                                .size())
                        .as("commit %d, %d of the pages %s, time %d", commit, count, written, time)
                        .isBetween(before.tokens, after.tokens);
            }
        }
    }
}
