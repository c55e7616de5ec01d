package dev.cordon.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A token ledger for tests, with failures to order. */
public final class InMemoryTokenLedger implements TokenLedger, StatusLedger {

    private final NavigableMap<String, Line> lines = new TreeMap<>();
    private final Set<String> withoutPlace = new HashSet<>();
    private long lists;
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized boolean enter(LedgerEntry entry) throws TokenLedgerUnavailableException {
        requireUp();
        boolean entered = lines.putIfAbsent(entry.id(), new Line(entry, Usage.NONE)) == null;
        if (entered) {
            withoutPlace.remove(entry.id());
        }
        return entered;
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

    @Override
    public synchronized long newList() throws TokenLedgerUnavailableException {
        requireUp();
        return lists++;
    }

    @Override
    public synchronized List<Long> lists(Instant now) throws TokenLedgerUnavailableException {
        requireUp();
        return alive(now)
                .map(entry -> entry.listing().orElseThrow().list())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public synchronized List<LedgerEntry> listed(long list, Instant now, Optional<LedgerEntry> after, int most)
            throws TokenLedgerUnavailableException {
        requireUp();
        return alive(now)
                .filter(entry -> entry.listing().orElseThrow().list() == list)
                .filter(entry ->
                        after.isEmpty() || entry.id().compareTo(after.get().id()) > 0)
                .limit(most)
                .toList();
    }

    private Stream<LedgerEntry> alive(Instant now) {
        return lines.values().stream()
                .map(Line::entry)
                .filter(entry ->
                        entry.listing().isPresent() && entry.expiresAt().isAfter(now))
                .filter(entry -> !withoutPlace.contains(entry.id()));
    }

    @Override
    public synchronized void forgetPlaces(Instant now) throws TokenLedgerUnavailableException {
        requireUp();
        lines.values().stream()
                .map(Line::entry)
                .filter(entry -> !entry.expiresAt().isAfter(now))
                .forEach(entry -> withoutPlace.add(entry.id()));
    }

    private void requireUp() throws TokenLedgerUnavailableException {
        if (down) {
            throw new TokenLedgerUnavailableException("the ledger does not answer");
        }
    }
}
