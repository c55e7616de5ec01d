package dev.cordon.reference;

import dev.cordon.document.InvalidDocumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The cases under {@code tests/corpus}: whoever decides calls must decide these as they say. */
public final class Corpus {

    private Corpus() {}

    /** The folder; the build names the project's root in the system property {@code cordon.root}. */
    public static Path folder() {
        return Path.of(Objects.requireNonNull(System.getProperty("cordon.root"), "set -Dcordon.root"), "tests/corpus");
    }

    /** All cases in the order of their names. */
    public static List<CorpusCase> read() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Corpus::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CorpusCase read(Path file) {
        try {
            return CorpusReader.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidDocumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static void write(CorpusCase one) {
        try {
            Files.createDirectories(folder());
            Files.writeString(folder().resolve(one.name() + ".json"), CorpusWriter.write(one));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
