package dev.cordon.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SourceSizeTest {
    private static final int LONGEST_FILE = 300;

    @Test
    void no_main_source_file_is_too_long_to_read_at_one_sitting() {
        List<String> tooLong = MainClasses.modules().stream()
                .map(module -> module.resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(SourceSizeTest::javaFilesUnder)
                .filter(file -> lines(file) > LONGEST_FILE)
                .map(file -> file + " has " + lines(file) + " lines")
                .toList();

        assertThat(tooLong)
                .as("files over %d lines: split them by concept", LONGEST_FILE)
                .isEmpty();
    }

    private static Stream<Path> javaFilesUnder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
