package dev.cordon.mesh.store;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.RevocationText;
import dev.cordon.entry.TimeKey;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Revocations under what they are about, their keys by the second from which on they are over, and how often they have
 * changed. The list is read from the file once and extended from then on; what is over is forgotten some at a time.
 */
final class EmbeddedRevocationStore implements RevocationStore {

    private static final String REVOCATION = "revocation/";
    private static final String END = "revocation-end/";
    private static final String REVISION = "revocations";

    /** How many entries that are over are forgotten at once. */
    private static final int FORGOTTEN = 1_024;

    /** How many entries are read at once when the list is made. */
    private static final int READ = 4_096;

    private final StoreThread thread;
    private final InstantSource clock;

    /** The list as it is; of the store's thread alone. */
    private @Nullable RevocationList latest;

    EmbeddedRevocationStore(StoreThread thread, InstantSource clock) {
        this.thread = thread;
        this.clock = clock;
    }

    @Override
    public RevocationList read() throws RevocationStoreUnavailableException {
        Instant now = clock.instant();
        return run(entries -> {
            RevocationList known = list(entries, now);
            return forget(entries, now) ? extend(entries, known, List.of(), now) : known;
        });
    }

    private RevocationList list(Entries entries, Instant now) {
        RevocationList list = latest;
        if (list == null) {
            list = readAll(entries, now);
            latest = list;
        }
        return list;
    }

    private static RevocationList readAll(Entries entries, Instant now) {
        RevocationList list = RevocationList.empty();
        long revision = revision(entries);
        String from = REVOCATION;
        while (true) {
            List<RevocationEntry> some = range(entries, from, READ);
            list = list.with(revision, some, now);
            if (some.size() < READ) {
                return list;
            }
            from = after(key(some.get(READ - 1).revocation()));
        }
    }

    @Override
    public void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
        RevocationEntry added = new RevocationEntry(entry, until);
        Instant now = clock.instant();
        run(entries -> {
            RevocationList known = list(entries, now);
            boolean forgotten = forget(entries, now);
            Optional<RevocationEntry> there = at(entries, entry);
            RevocationEntry both = there.map(added::and).orElse(added);
            boolean counts = !there.equals(Optional.of(both));
            if (counts) {
                put(entries, both);
            }
            return counts || forgotten ? extend(entries, known, counts ? List.of(both) : List.of(), now) : known;
        });
    }

    @Override
    public boolean replace(Revocation entry, Optional<RevocationEntry> by) throws RevocationStoreUnavailableException {
        Instant now = clock.instant();
        return run(entries -> {
            RevocationList known = list(entries, now);
            Optional<RevocationEntry> there =
                    at(entries, entry).filter(found -> found.revocation().equals(entry));
            if (there.isPresent()) {
                remove(entries, there.get());
                by.ifPresent(one ->
                        put(entries, at(entries, one.revocation()).map(one::and).orElse(one)));
                latest = known.replaced(grow(entries), entry, by, now);
            }
            return there.isPresent();
        });
    }

    private static Optional<RevocationEntry> at(Entries entries, Revocation place) {
        return entries.get(key(place)).map(RevocationText::read);
    }

    /** Adds an entry for ever to a store that is of nobody's thread. */
    static void add(Entries entries, Revocation entry) {
        put(entries, RevocationEntry.forEver(entry));
        grow(entries);
    }

    /** Puts an entry in the place of itself with another end. */
    private static void put(Entries entries, RevocationEntry entry) {
        at(entries, entry.revocation()).ifPresent(old -> remove(entries, old));
        entries.put(key(entry.revocation()), RevocationText.write(entry));
        endKey(entry).ifPresent(end -> entries.put(end, key(entry.revocation())));
    }

    private static void remove(Entries entries, RevocationEntry entry) {
        entries.remove(key(entry.revocation()));
        endKey(entry).ifPresent(entries::remove);
    }

    /** Forgets some of what is over, if there is any. */
    private static boolean forget(Entries entries, Instant now) {
        String end = END + TimeKey.second(now.getEpochSecond()) + "0";
        List<RevocationEntry> over = entries.range(END, END, FORGOTTEN, key -> key.compareTo(end) < 0).stream()
                .map(key -> entries.get(key).orElseThrow(EmbeddedRevocationStore::lost))
                .map(RevocationText::read)
                .toList();
        over.forEach(entry -> remove(entries, entry));
        return !over.isEmpty();
    }

    private static DamagedEntryException lost() {
        return new DamagedEntryException("an end is not that of a revocation");
    }

    @Override
    public Page page(Optional<String> after, int most) throws RevocationStoreUnavailableException {
        Instant now = clock.instant();
        String from = after.map(key -> after(REVOCATION + key)).orElse(REVOCATION);
        return run(entries -> {
            List<RevocationEntry> page = range(entries, from, most);
            boolean more = page.size() == most
                    && !range(entries, after(key(page.get(most - 1).revocation())), 1)
                            .isEmpty();
            return new Page(
                    page.stream().filter(entry -> !entry.isOver(now)).toList(),
                    more ? Optional.of(RevocationText.key(page.get(most - 1).revocation())) : Optional.empty());
        });
    }

    private static List<RevocationEntry> range(Entries entries, String from, int most) {
        return entries.range(REVOCATION, from, most, key -> true).stream()
                .map(RevocationText::read)
                .toList();
    }

    /** No key lies between one and itself with the least character behind it. */
    private static String after(String key) {
        return key + '\0';
    }

    private RevocationList extend(Entries entries, RevocationList known, List<RevocationEntry> added, Instant now) {
        RevocationList extended = known.with(grow(entries), added, now);
        latest = extended;
        return extended;
    }

    private static long grow(Entries entries) {
        long next = revision(entries) + 1;
        entries.put(REVISION, Long.toString(next));
        return next;
    }

    private static long revision(Entries entries) {
        return entries.get(REVISION).map(Long::parseLong).orElse(0L);
    }

    private static String key(Revocation entry) {
        return REVOCATION + RevocationText.key(entry);
    }

    private static Optional<String> endKey(RevocationEntry entry) {
        OptionalLong end = entry.endSecond();
        return end.isEmpty()
                ? Optional.empty()
                : Optional.of(END + TimeKey.second(end.getAsLong()) + "/" + RevocationText.key(entry.revocation()));
    }

    private <T> T run(StoreThread.Work<T> work) throws RevocationStoreUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new RevocationStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
