package dev.cordon.revocation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A revocation store for tests, with failures to order. */
public final class InMemoryRevocationStore implements RevocationStore {

    private final InstantSource clock;
    private final Map<Revocation, Instant> ends = new HashMap<>();
    private long revision;
    private boolean down;

    /** @param clock when entries may be forgotten */
    public InMemoryRevocationStore(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized RevocationList read() throws RevocationStoreUnavailableException {
        requireUp();
        Instant now = clock.instant();
        if (ends.values().removeIf(end -> !now.isBefore(end))) {
            revision++;
        }
        return RevocationList.of(revision, ends.keySet());
    }

    @Override
    public synchronized void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
        requireUp();
        Instant end = until.orElse(Instant.MAX);
        ends.merge(entry, end, (one, other) -> one.isAfter(other) ? one : other);
        revision++;
    }

    @Override
    public synchronized boolean replace(Revocation entry, Optional<Revocation> by)
            throws RevocationStoreUnavailableException {
        requireUp();
        if (ends.remove(entry) == null) {
            return false;
        }
        by.ifPresent(other -> ends.put(other, Instant.MAX));
        revision++;
        return true;
    }

    @Override
    public synchronized Page page(Optional<String> after, int most) throws RevocationStoreUnavailableException {
        requireUp();
        Instant now = clock.instant();
        TreeMap<String, RevocationEntry> rest = new TreeMap<>();
        ends.forEach((entry, end) -> rest.put(
                entry.toString(),
                new RevocationEntry(entry, Optional.of(end).filter(until -> !until.equals(Instant.MAX)))));
        rest.values().removeIf(entry -> entry.isOver(now));
        after.ifPresent(last -> rest.headMap(last, true).clear());
        List<String> page = rest.keySet().stream().limit(most).toList();
        return new Page(
                page.stream().map(rest::get).toList(),
                page.size() < rest.size() ? Optional.of(page.get(most - 1)) : Optional.empty());
    }

    private void requireUp() throws RevocationStoreUnavailableException {
        if (down) {
            throw new RevocationStoreUnavailableException("the store does not answer");
        }
    }
}
