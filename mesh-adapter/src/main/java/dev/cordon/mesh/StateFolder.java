package dev.cordon.mesh;

import dev.cordon.publication.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A folder whose files are read whole, and replaced whole by one writer at a time, of whatever process. */
final class StateFolder {

    private static final String LOCK = ".lock";

    /** A file lock keeps other processes out; this keeps out the other threads of this one. */
    private static final ReentrantLock HERE = new ReentrantLock();

    private final Path folder;

    /** Whether to write, by what is there while nobody else writes. */
    @FunctionalInterface
    interface Condition {
        boolean holdsFor(Optional<byte[]> there) throws StoreUnavailableException;
    }

    StateFolder(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** All bytes of a file; empty where there is none. */
    Optional<byte[]> read(String name, int largest) throws StoreUnavailableException {
        Path file = file(name);
        try {
            if (Files.size(file) > largest) {
                throw new StoreUnavailableException("`" + file + "` is larger than " + largest + " bytes");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreUnavailableException("`" + file + "` can't be read: check that it is a readable file", e);
        }
    }

    /** Writes a file where the condition holds for what is there, and makes the folder first. */
    boolean replace(String name, byte[] bytes, int largest, Condition condition) throws StoreUnavailableException {
        HERE.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel lock = FileChannel.open(file(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                if (!held.isValid() || !condition.holdsFor(read(name, largest))) {
                    return false;
                }
                write(file(name), bytes);
                return true;
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "`" + file(name) + "` can't be written: check that the folder is writable and not full", e);
        } finally {
            HERE.unlock();
        }
    }

    /** On the disk before it gets its name, so that not even a power cut leaves half of it there. */
    private void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file("." + file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
