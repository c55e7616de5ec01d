package dev.cordon.cli.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that tests read, compare and, with {@code -Dcordon.update=true}, write anew. */
final class Golden {

    static final Path ROOT =
            Path.of(System.getProperty("cordon.root", "..")).toAbsolutePath().normalize();
    static final Path PROBLEMS = ROOT.resolve("cli/src/test/resources/problems");
    static final Path SHOP = ROOT.resolve("docs/examples/shop/shop.yaml");
    static final boolean UPDATE = Boolean.getBoolean("cordon.update");

    private Golden() {}

    /** The folders below {@code problems}, each named for what is wrong in it. */
    static List<Path> cases() {
        try (Stream<Path> folders = Files.list(PROBLEMS)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PolicyFile read(Path file) {
        try {
            return PolicyReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problems as their author sees them, who stands in the policy's folder. */
    static String report(Path policy) {
        return read(policy).problems().stream()
                .map(problem -> policy.getParent().relativize(problem.file())
                        + problem.toString().substring(problem.file().toString().length())
                        + "\n")
                .map(line -> line.replace(policy.getParent() + "/", ""))
                .collect(Collectors.joining());
    }
}
