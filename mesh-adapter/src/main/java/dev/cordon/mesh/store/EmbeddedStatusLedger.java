package dev.cordon.mesh.store;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.LineText;
import dev.cordon.entry.TimeKey;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Entries of the ledger once more, by the number of their status list, the second from which on they are of no use, and
 * their id; and the number of the next list.
 */
final class EmbeddedStatusLedger implements StatusLedger {

    private static final String PLACE = "status/";
    private static final String NEXT = "status-lists";

    /** Comes behind every digit. */
    private static final String LAST = "~";

    private final StoreThread thread;

    EmbeddedStatusLedger(StoreThread thread) {
        this.thread = thread;
    }

    /** Puts an entry in its place, with the entry itself. */
    static void put(Entries entries, LedgerEntry entry) {
        if (entry.listing().isPresent()) {
            entries.put(key(entry, entry.listing().get()), LineText.write(new Line(entry, Usage.NONE)));
        }
    }

    private static String key(LedgerEntry entry, LedgerEntry.Listing listing) {
        return PLACE + TimeKey.second(listing.list()) + "/"
                + TimeKey.second(entry.expiresAt().getEpochSecond()) + "/" + entry.id();
    }

    @Override
    public long newList() throws TokenLedgerUnavailableException {
        return run(entries -> {
            long next = entries.get(NEXT).map(Long::parseLong).orElse(0L);
            entries.put(NEXT, Long.toString(next + 1));
            return next;
        });
    }

    @Override
    public List<Long> lists(Instant now) throws TokenLedgerUnavailableException {
        return run(entries -> all(entries).stream()
                .filter(list -> !entries.range(prefix(list), alive(list, now), 1, key -> true)
                        .isEmpty())
                .toList());
    }

    /** Every list that has a place, found from one to the next. */
    private static List<Long> all(Entries entries) {
        List<Long> lists = new ArrayList<>();
        String from = PLACE;
        while (true) {
            List<String> first = entries.range(PLACE, from, 1, key -> true);
            if (first.isEmpty()) {
                return lists;
            }
            long list = listing(read(first.get(0))).list();
            lists.add(list);
            from = prefix(list) + LAST;
        }
    }

    private static LedgerEntry read(String text) {
        return LineText.read(text).entry();
    }

    private static LedgerEntry.Listing listing(LedgerEntry entry) {
        return entry.listing().orElseThrow(() -> new DamagedEntryException("an entry in a status list has no place"));
    }

    private static String prefix(long list) {
        return PLACE + TimeKey.second(list) + "/";
    }

    /** What expires later than now does so in the next second or later. */
    private static String alive(long list, Instant now) {
        return prefix(list) + TimeKey.second(now.getEpochSecond() + 1);
    }

    @Override
    public List<LedgerEntry> listed(long list, Instant now, Optional<LedgerEntry> after, int most)
            throws TokenLedgerUnavailableException {
        String alive = alive(list, now);
        String next = after.map(entry -> key(entry, listing(entry)) + '\0').orElse(alive);
        String from = next.compareTo(alive) > 0 ? next : alive;
        return run(entries -> entries.range(prefix(list), from, most, key -> true).stream()
                .map(EmbeddedStatusLedger::read)
                .toList());
    }

    @Override
    public void forgetPlaces(Instant now) throws TokenLedgerUnavailableException {
        run(entries -> {
            List<LedgerEntry> over = new ArrayList<>();
            for (long list : all(entries)) {
                String alive = alive(list, now);
                entries.range(prefix(list), prefix(list), Integer.MAX_VALUE, key -> key.compareTo(alive) < 0)
                        .forEach(text -> over.add(read(text)));
            }
            over.forEach(entry -> entries.remove(key(entry, listing(entry))));
            return true;
        });
    }

    private <T> T run(StoreThread.Work<T> work) throws TokenLedgerUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new TokenLedgerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
