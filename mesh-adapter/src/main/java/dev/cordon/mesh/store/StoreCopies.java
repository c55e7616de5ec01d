package dev.cordon.mesh.store;

import dev.cordon.revocation.Revocation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Copies of a store's file, taken and brought back while nobody uses it. A copy counts once it is on the disk and was
 * read whole; until then there is none of its name.
 */
public final class StoreCopies {

    /**
     * A store that is whole.
     *
     * @param commit the number of its last commit
     * @param entries how many entries it has, of all kinds
     */
    public record Whole(long commit, long entries) {}

    /**
     * What came of bringing a copy back.
     *
     * @param whole the store as it is now
     * @param copied the last commit of the copy
     * @param before the last commit that anybody was told of before; empty where that is not known
     */
    public record Restored(Whole whole, long copied, OptionalLong before) {

        /** How many commits are undone; 0 where that is not known. */
        public long undone() {
            return Math.max(0, before.orElse(0) - copied);
        }
    }

    private StoreCopies() {}

    /**
     * Reads all of a store, and changes nothing.
     *
     * @throws StoreRefusedException where it is in use, not whole, or older than it was
     */
    public static Whole check(Path file) throws StoreRefusedException {
        requireThere(file);
        try (StoreLock lock = StoreLock.take(file)) {
            return whole(new StoreFile(file, lock).requireUsable());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Copies a store.
     *
     * @param copy a new file in a folder that is there
     * @throws StoreRefusedException where the store is refused, the copy is there already, or it can't be written
     */
    public static Whole backUp(Path file, Path copy) throws StoreRefusedException {
        requireThere(file);
        if (Files.exists(copy)) {
            throw new StoreRefusedException("`" + copy + "` is there: a backup replaces nothing, name another file");
        }
        try (StoreLock lock = StoreLock.take(file)) {
            Seal seal = new StoreFile(file, lock).requireUsable();
            return whole(publish(file, copy, seal, Optional.empty()));
        } catch (IOException e) {
            throw unusable(copy, e);
        }
    }

    /**
     * Puts a copy in the store's place, and lets it be older than what was there. A new epoch begins: what was revoked
     * since the copy was made is not known, so every token from before is dead.
     *
     * @param replace whether a store that is there may be lost
     * @param now when the epoch begins
     * @throws StoreRefusedException where the copy is not whole, the store is in use or there, or can't be written
     */
    public static Restored restore(Path copy, Path file, boolean replace, Instant now) throws StoreRefusedException {
        requireThere(copy);
        Seal seal = StoreFile.requireWhole(copy);
        if (!Files.isDirectory(PrivateFiles.folderOf(file))) {
            throw new StoreRefusedException("there is no folder for `" + file + "`: create it first");
        }
        try (StoreLock lock = StoreLock.take(file)) {
            if (Files.exists(file) && !replace) {
                throw new StoreRefusedException(
                        "`" + file + "` is there: check it, move it away, or say that it is to be replaced");
            }
            OptionalLong before = lock.markIfLegible();
            Revocation epoch = new Revocation.Epoch(now.getEpochSecond() + 1);
            Seal begun = publish(copy, file, seal, Optional.of(epoch));
            // A process that is killed before this leaves a store that is refused as older than it was.
            lock.mark(begun.commit());
            return new Restored(whole(begun), seal.commit(), before);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** What is added comes into the file before it has its name. */
    private static Seal publish(Path from, Path to, Seal seal, Optional<Revocation> added)
            throws IOException, StoreRefusedException {
        Path part = Files.createTempFile(PrivateFiles.folderOf(to), "." + to.getFileName(), ".part");
        try {
            try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                    FileChannel target = FileChannel.open(part, StandardOpenOption.WRITE)) {
                long size = source.size();
                long at = 0;
                while (at < size) {
                    at += source.transferTo(at, size - at, target);
                }
                target.force(true);
            }
            if (!StoreFile.requireWhole(part).equals(seal)) {
                throw new StoreRefusedException("the copy of `" + from + "` is not what was read: check the disk");
            }
            added.ifPresent(entry -> add(part, entry));
            Seal published = StoreFile.requireWhole(part);
            PrivateFiles.publish(part, to);
            return published;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void add(Path file, Revocation entry) {
        Entries entries = Entries.open(file);
        try {
            EmbeddedRevocationStore.add(entries, entry);
            boolean unused = entries.commit();
        } finally {
            entries.close();
        }
    }

    private static void requireThere(Path file) throws StoreRefusedException {
        if (!Files.isRegularFile(file)) {
            throw new StoreRefusedException(
                    "there is no store `" + file + "`: name the file of one", new NoSuchFileException(file.toString()));
        }
    }

    private static Whole whole(Seal seal) {
        return new Whole(seal.commit(), seal.count());
    }

    private static StoreRefusedException unusable(Path file, IOException cause) {
        return new StoreRefusedException(
                "`" + file + "` can't be used: check that its folder can be written and the disk is not full", cause);
    }
}
