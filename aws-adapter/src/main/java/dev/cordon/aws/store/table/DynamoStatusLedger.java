package dev.cordon.aws.store.table;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The status lists by their numbers, what has a place in each, and how many there are. */
final class DynamoStatusLedger implements StatusLedger {

    private static final Key LISTS = new Key("number", "status-lists");

    private final ControlTable table;

    DynamoStatusLedger(ControlTable table) {
        this.table = table;
    }

    @Override
    public long newList() throws TokenLedgerUnavailableException {
        return run(() -> table.next(LISTS) - 1);
    }

    @Override
    public List<Long> lists(Instant now) throws TokenLedgerUnavailableException {
        return run(() -> {
            List<Long> lists = new ArrayList<>();
            for (Entry list : all()) {
                long number = number(list);
                if (Places.mayBeAlive(list, now)
                        && !table.behind(Places.kind(number), Optional.of(Places.alive(now)), 1)
                                .isEmpty()) {
                    lists.add(number);
                }
            }
            return List.copyOf(lists);
        });
    }

    private List<Entry> all() throws StoreUnavailableException {
        return table.behind(Places.LIST, Optional.empty(), Integer.MAX_VALUE);
    }

    private static long number(Entry list) {
        try {
            return HexFormat.fromHexDigitsToLong(list.id()) ^ Long.MIN_VALUE;
        } catch (IllegalArgumentException e) {
            throw new DamagedEntryException("a status list has no number");
        }
    }

    @Override
    public List<LedgerEntry> listed(long list, Instant now, Optional<LedgerEntry> after, int most)
            throws TokenLedgerUnavailableException {
        String alive = Places.alive(now);
        String from = after.map(entry -> Places.key(entry).id())
                .filter(last -> last.compareTo(alive) > 0)
                .orElse(alive);
        return run(() -> table.behind(Places.kind(list), Optional.of(from), most).stream()
                .map(Places::read)
                .toList());
    }

    @Override
    public void forgetPlaces(Instant now) throws TokenLedgerUnavailableException {
        String alive = Places.alive(now);
        run(() -> {
            for (Entry list : all()) {
                String kind = Places.kind(number(list));
                while (table.change(() -> {
                    List<Change> over = table.behind(kind, Optional.empty(), ControlTable.MOST_CHANGES).stream()
                            .filter(entry -> entry.id().compareTo(alive) < 0)
                            .map(entry -> Change.remove(new Key(kind, entry.id())))
                            .toList();
                    return over.isEmpty() ? Optional.empty() : Optional.of(over);
                })) {
                    // there may be more
                }
                if (!Places.mayBeAlive(list, now)) {
                    boolean unused = table.write(List.of(
                            Change.remove(new Key(Places.LIST, list.id())).ifStill(Optional.of(list.text()))));
                }
            }
            return true;
        });
    }

    private static <T> T run(Work<T> work) throws TokenLedgerUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new TokenLedgerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
