package dev.cordon.mesh.log;

import dev.cordon.chain.LogHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The head of a log, as a small file beside it that is replaced whole. */
final class HeadFile {

    private static final String SUFFIX = ".head";

    private final Path file;
    private final Path part;

    private HeadFile(Path file, Path part) {
        this.file = file;
        this.part = part;
    }

    static HeadFile beside(Path log) {
        String name = log.getFileName() + SUFFIX;
        return new HeadFile(log.resolveSibling(name), log.resolveSibling("." + name + ".part"));
    }

    /** What is there; empty where there is none, or none that can be read. */
    Optional<LogHead> read() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LogHead.LARGEST) {
            return Optional.empty();
        }
        return LogHead.read(Files.readAllBytes(file));
    }

    void write(LogHead head) throws IOException {
        Files.write(part, head.toBytes());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
