package dev.cordon.aws.store.table;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.LineText;
import dev.cordon.entry.TimeKey;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines by their ids, and their ids by the second from which on they are of no use, both in sixteen parts: a partition
 * takes a thousand writes a second.
 */
final class DynamoTokenLedger implements TokenLedger {

    private static final String TOKEN = "token/";
    private static final String EXPIRY = "token-expiry/";
    private static final List<String> PARTS =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f");

    /** Two changes each. */
    private static final int FORGOTTEN = ControlTable.MOST_CHANGES / 2;

    private final ControlTable table;
    private final Turns turns = new Turns();

    DynamoTokenLedger(ControlTable table) {
        this.table = table;
    }

    @Override
    public boolean enter(LedgerEntry entry) throws TokenLedgerUnavailableException {
        Change line = Change.put(key(entry.id()), LineText.write(new Line(entry, Usage.NONE)))
                .ifStill(Optional.empty());
        Change expiry = Change.put(expiryKey(entry), entry.id());
        return run(() -> table.change(() -> {
            if (table.get(line.key()).isPresent()) {
                return Optional.empty();
            }
            List<Change> changes = new ArrayList<>(List.of(line, expiry));
            changes.addAll(Places.of(table, entry));
            return Optional.of(changes);
        }));
    }

    @Override
    public void used(List<Use<String>> uses) throws TokenLedgerUnavailableException {
        Map<String, List<Use<String>>> byId = new LinkedHashMap<>();
        uses.forEach(
                use -> byId.computeIfAbsent(use.id(), id -> new ArrayList<>()).add(use));
        List<String> ids = List.copyOf(byId.keySet());
        run(() -> {
            for (int from = 0; from < ids.size(); from += ControlTable.MOST_CHANGES) {
                List<String> some = ids.subList(from, Math.min(ids.size(), from + ControlTable.MOST_CHANGES));
                boolean unused = turns.take(() -> table.change(() -> Optional.of(used(some, byId))));
            }
            return true;
        });
    }

    private List<Change> used(List<String> ids, Map<String, List<Use<String>>> uses) throws StoreUnavailableException {
        List<Change> changes = new ArrayList<>();
        for (String id : ids) {
            Optional<String> there = table.get(key(id));
            if (there.isPresent()) {
                Line line = LineText.read(there.get());
                Usage usage = line.usage();
                for (Use<String> use : uses.getOrDefault(id, List.of())) {
                    usage = usage.and(use);
                }
                changes.add(Change.put(key(id), LineText.write(new Line(line.entry(), usage)))
                        .ifStill(there));
            }
        }
        return changes;
    }

    @Override
    public Optional<Line> find(String id) throws TokenLedgerUnavailableException {
        return run(() -> table.get(key(id)).map(LineText::read));
    }

    /** For people: asks all parts. */
    @Override
    public List<Line> page(Optional<String> after, int most) throws TokenLedgerUnavailableException {
        return run(() -> {
            List<Entry> found = new ArrayList<>();
            for (String part : PARTS) {
                found.addAll(table.behind(TOKEN + part, after, most));
            }
            return found.stream()
                    .sorted(Comparator.comparing(Entry::id))
                    .limit(most)
                    .map(entry -> LineText.read(entry.text()))
                    .toList();
        });
    }

    @Override
    public int forget(Instant before) throws TokenLedgerUnavailableException {
        String end = second(before);
        return run(() -> {
            int forgotten = 0;
            for (String part : PARTS) {
                int some;
                do {
                    some = forget(EXPIRY + part, end);
                    forgotten += some;
                } while (some == FORGOTTEN);
            }
            return forgotten;
        });
    }

    private int forget(String kind, String end) throws StoreUnavailableException {
        List<Change> changes = new ArrayList<>();
        boolean unused = table.change(() -> {
            changes.clear();
            for (Entry entry : table.behind(kind, Optional.empty(), FORGOTTEN)) {
                if (entry.id().compareTo(end) < 0) {
                    changes.add(Change.remove(new Key(kind, entry.id())).ifStill(Optional.of(entry.text())));
                    changes.add(Change.remove(key(entry.text())));
                }
            }
            return Optional.of(changes);
        });
        return changes.size() / 2;
    }

    private static Key key(String id) {
        return new Key(TOKEN + part(id), id);
    }

    private static Key expiryKey(LedgerEntry entry) {
        return new Key(EXPIRY + part(entry.id()), second(entry.expiresAt()) + "/" + entry.id());
    }

    private static String part(String id) {
        return Key.digest(id).substring(0, 1);
    }

    private static String second(Instant time) {
        return TimeKey.second(time.getEpochSecond());
    }

    private static <T> T run(Work<T> work) throws TokenLedgerUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new TokenLedgerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
