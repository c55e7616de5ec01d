package dev.cordon.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** Writes files whole or not at all. */
public final class OutputFiles {

    private OutputFiles() {}

    /**
     * Writes a secret that only its owner may read. An existing file is never overwritten: it may be the only copy.
     *
     * @throws CommandException where the file exists or can't be written
     */
    public static void secret(Path file, String text) throws CommandException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw CommandException.badInput("`" + file + "` exists; keys are never overwritten: name another file");
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
            try {
                if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
                }
                Files.write(fresh, bytes);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
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
