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
    private final Map<Revocation, RevocationEntry> entries = new HashMap<>();
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
        if (entries.values().removeIf(entry -> entry.isOver(now))) {
            revision++;
        }
        return RevocationList.of(
                revision,
                entries.values().stream().map(RevocationEntry::revocation).toList());
    }

    @Override
    public synchronized void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
        requireUp();
        put(new RevocationEntry(entry, until));
        revision++;
    }

    @Override
    public synchronized boolean replace(Revocation entry, Optional<RevocationEntry> by)
            throws RevocationStoreUnavailableException {
        requireUp();
        RevocationEntry there = entries.get(entry.place());
        if (there == null || !there.revocation().equals(entry)) {
            return false;
        }
        entries.remove(entry.place());
        by.ifPresent(this::put);
        revision++;
        return true;
    }

    private void put(RevocationEntry entry) {
        entries.merge(entry.revocation().place(), entry, RevocationEntry::and);
    }

    @Override
    public synchronized Page page(Optional<String> after, int most) throws RevocationStoreUnavailableException {
        requireUp();
        Instant now = clock.instant();
        TreeMap<String, RevocationEntry> rest = new TreeMap<>();
        entries.values().forEach(entry -> rest.put(entry.revocation().toString(), entry));
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
