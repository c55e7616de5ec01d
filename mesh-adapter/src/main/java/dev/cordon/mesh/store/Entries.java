package dev.cordon.mesh.store;

import dev.cordon.entry.DamagedEntryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one open file: texts under keys, in the order of the keys. The library checks where its pages are and
 * not what they hold, so each entry has a check of its own, and a seal is over all of them. For one thread.
 */
final class Entries {

    /** The form of the entries: another one is not read. */
    static final String FORMAT = "cordon store 1";

    private static final String SEAL = "seal";

    /** How often room that nothing needs any more is gathered, in commits. */
    private static final int SWEEP = 512;

    private static final int SWEPT_AT_ONCE = 16 * 1024 * 1024;

    /**
     * For how long what was replaced stays in the file, in milliseconds. The library's default is for files that are
     * not forced out; here each commit is, before the next one writes, and the library keeps the last few commits
     * anyway.
     */
    private static final int RETENTION = 0;

    private final MVStore store;
    private final MVMap<String, String> texts;
    private Seal seal = Seal.NONE;
    private long changes;
    private long committed;

    private Entries(MVStore store) {
        this.store = store;
        store.setRetentionTime(RETENTION);
        StoredText type = new StoredText();
        this.texts = store.openMap(
                "entries", new MVMap.Builder<String, String>().keyType(type).valueType(type));
    }

    /** A new file, which must be empty: with its format and without entries. */
    static Entries create(Path file) {
        MVStore store = builder(file).open();
        Entries entries = new Entries(store);
        formatOf(store).put("format", FORMAT);
        entries.changes++;
        entries.commit();
        return entries;
    }

    /** Opens a file and reads all of it; the caller has found out its format. */
    static Entries open(Path file) {
        Entries entries = new Entries(builder(file).open());
        try {
            entries.requireWhole();
            return entries;
        } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
            entries.close();
            throw e;
        }
    }

    /** What a file says its format is, without changing it. */
    static Optional<String> format(Path file) {
        MVStore store = builder(file).readOnly().open();
        try {
            return store.hasMap("format") ? Optional.ofNullable(formatOf(store).get("format")) : Optional.empty();
        } finally {
            store.closeImmediately();
        }
    }

    /** The seal of a file all of whose entries are whole, without changing it. */
    static Seal check(Path file) {
        MVStore store = builder(file).readOnly().open();
        try {
            Entries entries = new Entries(store);
            entries.requireWhole();
            return entries.seal;
        } finally {
            store.closeImmediately();
        }
    }

    private static MVMap<String, String> formatOf(MVStore store) {
        StoredText type = new StoredText();
        return store.openMap(
                "format", new MVMap.Builder<String, String>().keyType(type).valueType(type));
    }

    /** An absolute path can't be taken for one of the library's own file systems. */
    private static MVStore.Builder builder(Path file) {
        return new MVStore.Builder().fileName(file.toAbsolutePath().toString()).autoCommitDisabled();
    }

    private void requireWhole() {
        String kept = texts.get(SEAL);
        if (kept == null) {
            throw new DamagedEntryException("it has no seal");
        }
        Seal written = Seal.parse(Seal.open(SEAL, kept));
        Seal found = new Seal(written.commit(), 0, 0);
        Cursor<String, String> all = texts.cursor(null);
        String last = "";
        while (all.hasNext()) {
            String key = all.next();
            if (key.compareTo(last) <= 0) {
                throw new DamagedEntryException("its entries are not in their order");
            }
            last = key;
            if (!key.equals(SEAL)) {
                Seal.open(key, all.getValue());
                found = found.with(all.getValue());
            }
        }
        if (!found.equals(written)) {
            throw new DamagedEntryException("it does not hold the entries that it was sealed with");
        }
        seal = written;
    }

    /** The text under a key. */
    Optional<String> get(String key) {
        return Optional.ofNullable(texts.get(key)).map(kept -> Seal.open(key, kept));
    }

    void put(String key, String text) {
        String kept = Seal.close(key, text);
        changes++;
        withdraw(texts.put(key, kept));
        seal = seal.with(kept);
    }

    void remove(String key) {
        changes++;
        withdraw(texts.remove(key));
    }

    private void withdraw(@Nullable String kept) {
        if (kept != null) {
            seal = seal.without(kept);
        }
    }

    /** Texts whose keys begin so, in their order, from a key on and as long as the condition holds for the key. */
    List<String> range(String prefix, String from, int most, Predicate<String> condition) {
        List<String> found = new ArrayList<>();
        Cursor<String, String> rest = texts.cursor(from);
        while (found.size() < most && rest.hasNext()) {
            String key = rest.next();
            if (!key.startsWith(prefix) || !condition.test(key)) {
                break;
            }
            found.add(Seal.open(key, rest.getValue()));
        }
        return found;
    }

    /** All texts whose keys begin so. */
    List<String> all(String prefix) {
        return range(prefix, prefix, Integer.MAX_VALUE, key -> true);
    }

    /** Counts what was put and removed. */
    long changes() {
        return changes;
    }

    /** Brings all changes to the disk, as one. Whether there were any. */
    boolean commit() {
        if (changes == committed) {
            return false;
        }
        seal = seal.next();
        texts.put(SEAL, Seal.close(SEAL, seal.toText()));
        store.commit();
        store.sync();
        committed = changes;
        if (seal.commit() % SWEEP == 0) {
            store.compact(50, SWEPT_AT_ONCE);
        }
        return true;
    }

    /** The number of the last commit. */
    long commits() {
        return seal.commit();
    }

    /**
     * Closes without writing anything more. The library's own way of closing marks the file as whole, and a file so
     * marked is opened by a shorter way, which falls back to an older commit where the room of what was given up in the
     * newest one holds a part of a commit that came to nothing.
     */
    void close() {
        store.closeImmediately();
    }
}
