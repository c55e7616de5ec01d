package dev.cordon.mesh.log;

import dev.cordon.chain.LogHead;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file that lines are appended to, by this process alone. */
final class LogFile implements LogOutput {

    /** As logrotate's {@code dateext} names files, to the second: they sort by age, and none is renamed again. */
    private static final DateTimeFormatter ASIDE =
            DateTimeFormatter.ofPattern("-yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path path;
    private final FileChannel channel;
    /** Holds the lock, for closing any other channel of the file would give it up. */
    private final FileChannel guard;

    private final @Nullable Object identity;
    private final HeadFile head;
    private long size;

    private LogFile(Path path, FileChannel channel, FileChannel guard) throws IOException {
        this.path = path;
        this.channel = channel;
        this.guard = guard;
        this.identity = identity(path);
        this.head = HeadFile.beside(path);
        this.size = channel.size();
    }

    /**
     * Opens a file, or makes it.
     *
     * @throws IOException where that can't be, with a message for people
     */
    static LogFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        FileChannel guard = null;
        try {
            guard = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(guard)) {
                throw new IOException("another process writes it: give each its own file");
            }
            return new LogFile(path, channel, guard);
        } catch (IOException e) {
            channel.close();
            if (guard != null) {
                guard.close();
            }
            throw e;
        }
    }

    private static boolean lock(FileChannel guard) throws IOException {
        try {
            FileLock lock = guard.tryLock();
            return lock != null && lock.isValid();
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** To read what is there. */
    FileChannel content() {
        return guard;
    }

    HeadFile head() {
        return head;
    }

    @Override
    public int write(byte[] bytes) {
        int written = LogOutput.write(channel, bytes);
        size += written;
        return written;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean hasHead() {
        return true;
    }

    @Override
    public void keep(LogHead newest) throws IOException {
        head.write(newest);
    }

    /** A name that is free, or is another file's, is no longer this one's. */
    @Override
    public boolean isMoved() {
        try {
            Object there = identity(path);
            return there != null && !there.equals(identity);
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean setAside(Instant now) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ASIDE.format(now));
        if (Files.exists(aside)) {
            return false;
        }
        Files.move(path, aside);
        return true;
    }

    @Override
    public LogOutput next() throws IOException {
        return open(path);
    }

    @Override
    public void close() throws IOException {
        try (FileChannel held = guard;
                FileChannel written = channel) {
            if (written.isOpen() && held.isOpen()) {
                written.force(true);
            }
        }
    }
}
