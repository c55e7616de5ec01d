package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.VisibleText;
import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a file holds, the reader answers with a policy or with problems, soon, without much memory, and never with
 * an exception.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReaderFuzzTest {

    private static final int ROUNDS = Boolean.getBoolean("cordon.full") ? 15_000 : 1_500;
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 1_000;

    /** Pieces that mean something to YAML, to the policy language, or to what reads it. */
    private static final List<String> PIECES = List.of(
            "&a ",
            "*a",
            "<<: ",
            "!!int ",
            "? ",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "\t",
            "\r",
            "\u0000",
            "'",
            "\"",
            "|\n",
            ">",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "#",
            "~",
            "null",
            "true",
            "0x1F",
            "1e309",
            "99999999999999999999",
            "-1",
            "all",
            "trust:partner",
            "same",
            "none",
            "\uFEFF",
            "\uD83D\uDE00",
            "`",
            "POST /",
            "GET /{a}/{b}",
            "/%2F",
            "10.0.0.1/8",
            "::/0",
            "24:00",
            "sun-mon",
            "Europe/Berlin",
            "999999999d",
            "0/s",
            "1/s burst 0",
            "x".repeat(300));

    private final MeteredReader<Boolean> reader =
            new MeteredReader<>(BYTES_PER_CHARACTER, text -> isRead(text.getBytes(StandardCharsets.UTF_8)));

    /** Takes a character for a byte, which need not be UTF-8 then. */
    private final MeteredReader<Boolean> bytesReader =
            new MeteredReader<>(BYTES_PER_CHARACTER, text -> isRead(text.getBytes(StandardCharsets.ISO_8859_1)));

    @TempDir
    private Path folder;

    @Test
    void a_nearly_sound_policy_is_read_or_refused() throws IOException {
        Mutator texts = new Mutator(SEED, List.of(Files.readString(Golden.SHOP)), PIECES);
        write("openapi/orders.yaml", orders().getBytes(StandardCharsets.UTF_8));
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            read += reader.read(texts.next()) ? 1 : 0;
        }
        assertThat(read).as("policies of seed %d that are read", SEED).isBetween(1, ROUNDS - 1);
    }

    @Test
    void a_policy_with_a_nearly_sound_openapi_document_is_read_or_refused() throws IOException {
        Mutator documents = new Mutator(SEED, List.of(orders()), PIECES);
        String shop = Files.readString(Golden.SHOP);
        int read = 0;
        for (int i = 0; i < ROUNDS / 4; i++) {
            write("openapi/orders.yaml", documents.next().getBytes(StandardCharsets.UTF_8));
            read += reader.read(shop) ? 1 : 0;
        }
        assertThat(read).as("documents of seed %d that are read", SEED).isBetween(1, ROUNDS / 4 - 1);
    }

    @Test
    void random_bytes_are_refused() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThat(bytesReader.read(new String(bytes, StandardCharsets.ISO_8859_1)))
                    .as("seed %d, round %d", SEED, i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{", "- ", "? ", "a: ", "&a ", "*a ", "\"", "'", "!", "|", "#", "\n", "a,", "{a: ", "[a, "})
    void a_long_run_of_one_thing_is_refused(String piece) {
        assertThat(reader.read(piece.repeat(200_000 / piece.length()))).isFalse();
    }

    private static String orders() throws IOException {
        return Files.readString(Golden.SHOP.resolveSibling("openapi/orders.yaml"));
    }

    private Path write(String name, byte[] text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, text);
    }

    private boolean isRead(byte[] text) {
        try {
            PolicyFile read = PolicyReader.read(write("policy.yaml", text));
            boolean wrong = read.problems().stream().anyMatch(one -> one.severity() == Problem.Severity.ERROR);
            assertThat(read.policy().isPresent()).isNotEqualTo(wrong);
            assertThat(read.problems())
                    .allSatisfy(problem -> assertThat(problem.message()).isEqualTo(VisibleText.of(problem.message())));
            return !wrong;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
