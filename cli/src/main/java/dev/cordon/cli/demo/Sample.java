package dev.cordon.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The shop policy of the documentation in a temporary folder, which goes with this object. */
public final class Sample implements AutoCloseable {

    private static final List<String> FILES = List.of("shop.yaml", "openapi/orders.yaml");

    private final Path folder;

    private Sample(Path folder) {
        this.folder = folder;
    }

    /** A fresh copy. */
    public static Sample unpack() throws IOException {
        Sample sample = new Sample(Files.createTempDirectory("cordon"));
        for (String name : FILES) {
            Path file = sample.folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (InputStream in = Sample.class.getResourceAsStream("/dev/cordon/cli/demo/shop/" + name)) {
                Files.copy(Objects.requireNonNull(in, name), file);
            }
        }
        return sample;
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }

    /** The policy. */
    public Path policy() {
        return folder.resolve(FILES.get(0));
    }

    /** Removes the folder and all that was put into it. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
