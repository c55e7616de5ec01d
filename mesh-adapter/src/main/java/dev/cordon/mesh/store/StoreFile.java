package dev.cordon.mesh.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The store's file before it is used: there or not, of this version or another, whole or damaged, the last or set back.
 */
final class StoreFile {

    private final Path file;
    private final StoreLock lock;

    StoreFile(Path file, StoreLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Opens the file, or creates it where there never was one. Changes nothing in a file that it refuses. */
    Entries open() throws StoreRefusedException {
        try {
            if (Files.exists(file)) {
                requireUsable();
            } else {
                create(lock.mark());
            }
            Entries entries = Entries.open(file);
            lock.mark(entries.commits());
            return entries;
        } catch (IOException e) {
            throw new StoreRefusedException(
                    "`" + file + "` can't be used: check that it and its folder can be read and written", e);
        } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
            throw damaged(file, e);
        }
    }

    private void create(OptionalLong mark) throws IOException, StoreRefusedException {
        if (mark.isPresent()) {
            throw new StoreRefusedException("`" + file + "` is gone: restore it from a backup, or, to begin without"
                    + " anything that it kept, delete `" + lock.path() + "`");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        PrivateFiles.create(part);
        Entries.create(part).close();
        PrivateFiles.publish(part, file);
    }

    /** What the file is sealed with, if it may be opened. Changes nothing. */
    Seal requireUsable() throws IOException, StoreRefusedException {
        OptionalLong mark = lock.mark();
        Seal seal = requireWhole(file);
        if (mark.isPresent() && seal.commit() < mark.getAsLong()) {
            throw new StoreRefusedException("`" + file + "` is older than it was: it ends with commit " + seal.commit()
                    + ", and commit " + mark.getAsLong() + " was there. Restore the newest backup, or, to go on without"
                    + " what is lost, delete `" + lock.path() + "`");
        }
        return seal;
    }

    /**
     * What a file is sealed with, if it is of this version and whole. Damage shows in many ways, all of which count.
     */
    static Seal requireWhole(Path file) throws StoreRefusedException {
        try {
            Optional<String> format = Entries.format(file);
            if (!format.equals(Optional.of(Entries.FORMAT))) {
                throw new StoreRefusedException("`" + file + "` is "
                        + format.map(name -> "of the format `" + name + "`").orElse("no store of this program")
                        + ", and this version reads `" + Entries.FORMAT
                        + "`: use the version that wrote it, or name another file");
            }
            return Entries.check(file);
        } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
            throw damaged(file, e);
        }
    }

    private static StoreRefusedException damaged(Path file, Throwable cause) {
        return new StoreRefusedException(
                "`" + file + "` is damaged, and was left as it is: restore the newest backup beside it", cause);
    }
}
