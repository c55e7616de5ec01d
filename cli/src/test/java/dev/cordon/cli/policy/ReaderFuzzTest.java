package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, the reader answers with a policy or with problems, soon, and never with an exception. */
final class ReaderFuzzTest {

    private static final int ROUNDS = Boolean.getBoolean("cordon.full") ? 15_000 : 1_500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

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

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_mutated_shop_is_read_or_refused(long seed) throws IOException {
        byte[] shop = Files.readAllBytes(Golden.SHOP);
        Files.createDirectories(folder.resolve("openapi"));
        byte[] orders = Files.readAllBytes(Golden.SHOP.resolveSibling("openapi/orders.yaml"));
        SplittableRandom random = new SplittableRandom(seed);

        assertThat(Stream.generate(() -> mutated(random.nextInt(8) == 0 ? orders : shop, random))
                        .limit(ROUNDS / 2))
                .allSatisfy(text -> {
                    boolean document = new String(text, StandardCharsets.UTF_8).contains("title: Orders");
                    Files.write(folder.resolve("openapi/orders.yaml"), document ? text : orders);
                    holds(document ? shop : text);
                });
    }

    @Test
    void random_bytes_are_refused() {
        SplittableRandom random = new SplittableRandom(3);

        assertThat(Stream.generate(() -> bytes(random)).limit(ROUNDS)).allSatisfy(this::holds);
    }

    @Test
    void random_pieces_are_refused() {
        SplittableRandom random = new SplittableRandom(4);

        assertThat(Stream.generate(() -> pieces(random)).limit(ROUNDS)).allSatisfy(this::holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{", "- ", "? ", "a: ", "&a ", "*a ", "\"", "'", "!", "|", "#", "\n", "a,", "{a: ", "[a, "})
    void a_long_run_of_one_thing_is_answered(String piece) throws IOException {
        holds(piece.repeat(200_000 / piece.length()).getBytes(StandardCharsets.UTF_8));
    }

    private void holds(byte[] text) throws IOException {
        Path file = Files.write(folder.resolve("policy.yaml"), text);
        PolicyFile read = assertTimeoutPreemptively(PATIENCE, () -> PolicyReader.read(file));

        boolean wrong = read.problems().stream().anyMatch(one -> one.severity() == Problem.Severity.ERROR);
        assertThat(read.policy().isPresent()).isNotEqualTo(wrong);
        assertThat(read.problems())
                .allSatisfy(problem -> assertThat(problem.message().lines()).hasSize(1));
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        StringBuilder text = new StringBuilder(new String(original, StandardCharsets.UTF_8));
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(1, 30));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                case 3 -> text.setCharAt(at, (char) random.nextInt(1, 0x250));
                default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] pieces(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "cordon: 1\npolicy: p\nflows:\n  - " : "");
        for (int i = random.nextInt(1, 40); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
