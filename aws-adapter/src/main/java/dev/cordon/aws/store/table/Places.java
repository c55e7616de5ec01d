package dev.cordon.aws.store.table;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.LineText;
import dev.cordon.entry.TimeKey;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.Usage;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How entries of the token ledger lie in their status lists: each by the second from which on it is of no use, and one
 * each list that says until when it may have something that is.
 */
final class Places {

    static final String LIST = "status-list";
    private static final String PLACE = "status/";

    /** A list's end is written ahead by that many seconds, so that not every entry writes it. */
    private static final long AHEAD = 300;

    private Places() {}

    static Key key(LedgerEntry entry) {
        return new Key(
                kind(listing(entry).list()), TimeKey.second(entry.expiresAt().getEpochSecond()) + "/" + entry.id());
    }

    static String kind(long list) {
        return PLACE + TimeKey.second(list);
    }

    static LedgerEntry read(Entry entry) {
        LedgerEntry read = LineText.read(entry.text()).entry();
        listing(read);
        return read;
    }

    private static LedgerEntry.Listing listing(LedgerEntry entry) {
        return entry.listing().orElseThrow(() -> new DamagedEntryException("an entry in a status list has no place"));
    }

    /** Behind that come the places of what expires later than now, in the next second or later. */
    static String alive(Instant now) {
        // the character that follows the slash
        return TimeKey.second(now.getEpochSecond()) + "0";
    }

    static boolean mayBeAlive(Entry list, Instant now) {
        return list.text().compareTo(TimeKey.second(now.getEpochSecond())) > 0;
    }

    /** What is written with an entry that has a place. */
    static List<Change> of(ControlTable table, LedgerEntry entry) throws StoreUnavailableException {
        if (entry.listing().isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        changes.add(Change.put(key(entry), LineText.write(new Line(entry, Usage.NONE))));
        Key list = new Key(LIST, TimeKey.second(entry.listing().get().list()));
        Optional<String> end = table.get(list);
        long second = entry.expiresAt().getEpochSecond();
        if (end.filter(known -> known.compareTo(TimeKey.second(second)) >= 0).isEmpty()) {
            changes.add(Change.put(list, TimeKey.second(second + AHEAD)).ifStill(end));
        }
        return changes;
    }
}
