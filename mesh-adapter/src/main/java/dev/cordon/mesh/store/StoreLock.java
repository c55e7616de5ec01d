package dev.cordon.mesh.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A small file beside the store's. Its lock keeps other processes out; what it says is the last commit that somebody
 * was told of, so that a store that was set back is noticed.
 */
final class StoreLock implements AutoCloseable {

    private static final String MARK = "cordon store, last commit ";
    private static final int LENGTH = MARK.length() + 17;

    private final Path path;
    private final FileChannel channel;

    private StoreLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /** Takes the lock of a store's file. */
    static StoreLock take(Path file) throws StoreRefusedException {
        Path path = beside(file);
        try {
            PrivateFiles.createIfMissing(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw StoreRefusedException.inUse(
                        "`" + file + "` is in use: stop the other process, or give this one a file of its own");
            }
            return new StoreLock(path, channel);
        } catch (IOException e) {
            throw new StoreRefusedException(
                    "`" + path + "` can't be locked: check that its folder is there and writable", e);
        }
    }

    /** Null where someone holds it, in this process or another one. */
    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    /** The last commit that somebody was told of; empty where that is not known. */
    OptionalLong mark() throws IOException, StoreRefusedException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        int read = channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, Math.max(read, 0), StandardCharsets.US_ASCII);
        if (text.chars().allMatch(c -> c == 0)) {
            return OptionalLong.empty();
        }
        if (!text.matches(MARK + "[0-9a-f]{16}\n")) {
            throw new StoreRefusedException("`" + path + "` does not say which commit was the last: if the store is the"
                    + " latest one, delete this file and start again");
        }
        return OptionalLong.of(HexFormat.fromHexDigitsToLong(text, MARK.length(), LENGTH - 1));
    }

    /** The same, where what is written there can be read. */
    OptionalLong markIfLegible() throws IOException {
        try {
            return mark();
        } catch (StoreRefusedException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Says that this commit is the last that somebody was told of. It outlives the process at once, the system soon.
     */
    void mark(long commit) throws IOException {
        String text = MARK + HexFormat.of().toHexDigits(commit) + "\n";
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Lets go of the lock; the file stays, or two could hold the lock of two files of one name. */
    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
