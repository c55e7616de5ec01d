package dev.cordon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files whole or not at all. */
public final class OutputFiles {

    private OutputFiles() {}

    /**
     * Writes a secret that only its owner may read. An existing file is never overwritten: it may be the only copy.
     *
     * @throws CommandException where the file exists or can't be written
     */
    public static void secret(Path file, String text) throws CommandException {
        if (Files.exists(file)) {
            throw CommandException.badInput("`" + file + "` exists; keys are never overwritten: name another file");
        }
        try {
            Path fresh = fresh(file);
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CommandException.couldNot("`" + file + "` can't be written: " + e.getMessage());
        }
    }

    /**
     * Writes a file that anyone may read, replacing what was there at once.
     *
     * @throws CommandException where it can't be written
     */
    public static void open(Path file, byte[] bytes) throws CommandException {
        try {
            Path fresh = fresh(file);
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandException.couldNot("`" + file + "` can't be written: " + e.getMessage());
        }
    }

    /** A file beside it, readable by nobody else, so that the final name never shows a part. */
    private static Path fresh(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return Files.createTempFile(folder, "." + file.getFileName(), ".part");
    }
}
