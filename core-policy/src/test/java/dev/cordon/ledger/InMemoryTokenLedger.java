package dev.cordon.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A token ledger for tests, with failures to order. */
public final class InMemoryTokenLedger implements TokenLedger {

    private final NavigableMap<String, Line> lines = new TreeMap<>();
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized boolean enter(LedgerEntry entry) throws TokenLedgerUnavailableException {
        requireUp();
        return lines.putIfAbsent(entry.id(), new Line(entry, Usage.NONE)) == null;
    }

    @Override
    public synchronized void used(List<Use<String>> uses) throws TokenLedgerUnavailableException {
        requireUp();
        for (Use<String> use : uses) {
            lines.computeIfPresent(
                    use.id(), (id, line) -> new Line(line.entry(), line.usage().and(use)));
        }
    }

    @Override
    public synchronized Optional<Line> find(String id) throws TokenLedgerUnavailableException {
        requireUp();
        return Optional.ofNullable(lines.get(id));
    }

    @Override
    public synchronized List<Line> page(Optional<String> after, int most) throws TokenLedgerUnavailableException {
        requireUp();
        Map<String, Line> rest = after.isEmpty() ? lines : lines.tailMap(after.get(), false);
        return rest.values().stream().limit(most).toList();
    }

    @Override
    public synchronized int forget(Instant before) throws TokenLedgerUnavailableException {
        requireUp();
        int all = lines.size();
        lines.values().removeIf(line -> line.entry().expiresAt().isBefore(before));
        return all - lines.size();
    }

    private void requireUp() throws TokenLedgerUnavailableException {
        if (down) {
            throw new TokenLedgerUnavailableException("the ledger does not answer");
        }
    }
}
