package dev.cordon.aws.store.table;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.RevocationText;
import dev.cordon.entry.TimeKey;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Revocations by the digest of what they are about, once more by the second from which on they are over, and a log of
 * their changes. The list is read once, and followed by the log from then on.
 */
final class DynamoRevocationStore implements RevocationStore {

    private static final String REVOCATION = "revocation";
    private static final String END = "revocation-end";

    /** How many entries are read at once when the list is made. */
    private static final int READ = 1_000;

    /** How many entries that are over are forgotten at once: two changes each, and three of the log. */
    private static final int FORGOTTEN = ControlTable.MOST_CHANGES / 2 - 2;

    /** How often somebody looks for what is over. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** DynamoDB forgets what nobody did; the time to live is a net, for it may be days late. */
    private static final Duration NET = Duration.ofDays(1);

    /** No digest is longer, and no text behind that length comes before another digest. */
    private static final int DIGEST = 64;

    private final ControlTable table;
    private final ChangeLog log;
    private final InstantSource clock;
    private final boolean forgets;
    private final Latest<RevocationList> latest = new Latest<>(RevocationList.empty(), RevocationList::revision);
    private Optional<Instant> looked = Optional.empty();

    /** @param forgets whether whoever reads forgets what is over; false for one who may not write */
    DynamoRevocationStore(ControlTable table, ChangeLog log, InstantSource clock, boolean forgets) {
        this.forgets = forgets;
        this.table = table;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public RevocationList read() throws RevocationStoreUnavailableException {
        Instant now = clock.instant();
        return run(() -> {
            forget(now);
            RevocationList known = latest.get();
            long revision = log.at().revision();
            if (known.revision() == revision) {
                return known;
            }
            Optional<List<String>> since = log.between(known.revision(), revision);
            RevocationList read = since.isPresent() ? after(known, since.get(), now) : readAll(revision, now);
            return latest.keep(read);
        });
    }

    /** Changes that add come together, since each list that is made costs work. */
    private static RevocationList after(RevocationList known, List<String> since, Instant now) {
        RevocationList list = known;
        long revision = known.revision();
        List<RevocationEntry> added = new ArrayList<>();
        for (String text : since) {
            RevocationChange change = RevocationChange.read(text);
            if (change.removed().isPresent()) {
                list = list.with(revision, added, now)
                        .replaced(revision + 1, change.removed().get(), change.added(), now);
                added.clear();
            } else {
                change.added().ifPresent(added::add);
            }
            revision++;
        }
        return list.revision() == revision ? list : list.with(revision, added, now);
    }

    /**
     * Some entries are read as they are after that revision. So they are taken to a later one, by which all of them
     * were written: what was changed in between is changed once more, in its order.
     */
    private RevocationList readAll(long before, Instant now) throws StoreUnavailableException {
        RevocationList list = RevocationList.empty();
        Optional<String> last = Optional.empty();
        do {
            List<Entry> page = table.behind(REVOCATION, last, READ);
            list = list.with(
                    before,
                    page.stream()
                            .map(entry -> RevocationText.read(entry.text()))
                            .toList(),
                    now);
            last = page.size() < READ
                    ? Optional.empty()
                    : Optional.of(page.get(READ - 1).id());
        } while (last.isPresent());
        List<String> since = log.between(before, log.at().revision())
                .orElseThrow(() -> new StoreUnavailableException("revocations change faster than they can be read"));
        return after(list, since, now);
    }

    @Override
    public void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
        RevocationEntry added = new RevocationEntry(entry, until);
        Instant now = clock.instant();
        change(() -> {
            Optional<String> there = table.get(key(entry));
            Optional<RevocationEntry> known = there.map(RevocationText::read).filter(one -> !one.isOver(now));
            RevocationEntry both = known.map(added::and).orElse(added);
            return Optional.of(
                    known.equals(Optional.of(both))
                            ? List.of()
                            : and(placing(both, there), new RevocationChange(Optional.empty(), Optional.of(both))));
        });
    }

    @Override
    public boolean replace(Revocation entry, Optional<RevocationEntry> by) throws RevocationStoreUnavailableException {
        return change(() -> {
            Optional<String> there = table.get(key(entry))
                    .filter(text -> RevocationText.read(text).revocation().equals(entry));
            return there.isEmpty()
                    ? Optional.empty()
                    : Optional.of(and(
                            by.isEmpty() ? removing(there.get()) : replacing(there.get(), by.get()),
                            new RevocationChange(Optional.of(entry), by)));
        });
    }

    private List<Change> replacing(String there, RevocationEntry by) throws StoreUnavailableException {
        Key place = key(by.revocation());
        if (place.equals(key(RevocationText.read(there).revocation()))) {
            return placing(by, Optional.of(there));
        }
        Optional<String> other = table.get(place);
        List<Change> changes = new ArrayList<>(
                placing(other.map(RevocationText::read).map(by::and).orElse(by), other));
        changes.addAll(removing(there));
        return changes;
    }

    private boolean change(Work<Optional<List<Change>>> plan) throws RevocationStoreUnavailableException {
        return run(() -> log.turns().take(() -> table.change(plan)));
    }

    private List<Change> and(List<Change> changes, RevocationChange change) throws StoreUnavailableException {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(log.next(change.write()));
        return all;
    }

    /** Puts an entry where there is that one, of the same revocation. */
    private static List<Change> placing(RevocationEntry entry, Optional<String> there) {
        Change put =
                Change.put(key(entry.revocation()), RevocationText.write(entry)).ifStill(there);
        Optional<Key> end = end(entry);
        List<Change> changes = new ArrayList<>();
        there.map(RevocationText::read)
                .flatMap(DynamoRevocationStore::end)
                .filter(old -> !end.equals(Optional.of(old)))
                .ifPresent(old -> changes.add(Change.remove(old)));
        if (end.isEmpty()) {
            changes.add(put);
        } else {
            long forgotten = entry.endSecond().getAsLong() + NET.toSeconds();
            changes.add(put.until(forgotten));
            changes.add(Change.put(end.get(), RevocationText.write(entry)).until(forgotten));
        }
        return changes;
    }

    private static List<Change> removing(String there) {
        RevocationEntry entry = RevocationText.read(there);
        List<Change> changes = new ArrayList<>();
        changes.add(Change.remove(key(entry.revocation())).ifStill(Optional.of(there)));
        end(entry).ifPresent(end -> changes.add(Change.remove(end)));
        return changes;
    }

    private synchronized boolean isTimeToLook(Instant now) {
        if (!forgets || looked.filter(last -> now.isBefore(last.plus(LOOK))).isPresent()) {
            return false;
        }
        looked = Optional.of(now);
        return true;
    }

    /** Forgets what is over, if nobody looked for it a moment ago. Where that fails the list is read all the same. */
    private void forget(Instant now) {
        if (!isTimeToLook(now)) {
            return;
        }
        try {
            forgetAll(now);
        } catch (StoreUnavailableException e) {
            // what is over revokes nothing: somebody forgets it in a minute
        }
    }

    private void forgetAll(Instant now) throws StoreUnavailableException {
        // the character that follows the slash
        String behind = TimeKey.second(now.getEpochSecond()) + "0";
        while (log.turns()
                .take(() -> table.change(() -> {
                    List<Change> changes = new ArrayList<>();
                    for (Entry entry : table.behind(END, Optional.empty(), FORGOTTEN)) {
                        if (entry.id().compareTo(behind) < 0) {
                            changes.addAll(removing(entry.text()));
                        }
                    }
                    return changes.isEmpty() ? Optional.empty() : Optional.of(and(changes, RevocationChange.FORGOTTEN));
                }))) {
            // there may be more
        }
    }

    @Override
    public Page page(Optional<String> after, int most) throws RevocationStoreUnavailableException {
        Instant now = clock.instant();
        Optional<String> from = after.map(id -> id.length() > DIGEST + 1 ? id.substring(0, DIGEST + 1) : id);
        return run(() -> {
            List<Entry> found = table.behind(REVOCATION, from, most + 1);
            List<Entry> page = found.size() > most ? found.subList(0, most) : found;
            return new Page(
                    page.stream()
                            .map(entry -> RevocationText.read(entry.text()))
                            .filter(entry -> !entry.isOver(now))
                            .toList(),
                    found.size() > most ? Optional.of(page.get(most - 1).id()) : Optional.empty());
        });
    }

    /** What it is about may be longer than a key. */
    private static Key key(Revocation entry) {
        return new Key(REVOCATION, Key.digest(RevocationText.key(entry)));
    }

    private static Optional<Key> end(RevocationEntry entry) {
        return entry.endSecond().isEmpty()
                ? Optional.empty()
                : Optional.of(new Key(
                        END,
                        TimeKey.second(entry.endSecond().getAsLong()) + "/"
                                + key(entry.revocation()).id()));
    }

    private static <T> T run(Work<T> work) throws RevocationStoreUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new RevocationStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
