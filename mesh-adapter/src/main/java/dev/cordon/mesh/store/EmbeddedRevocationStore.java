package dev.cordon.mesh.store;

import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Revocations under what they are about, and how often they have changed. What is over is forgotten on reading. */
final class EmbeddedRevocationStore implements RevocationStore {

    private static final String REVOCATION = "revocation/";
    private static final String REVISION = "revocations";

    private final StoreThread thread;
    private final InstantSource clock;

    /** The list that was read last; of the store's thread alone. */
    private @Nullable Latest latest;

    /** A list, and when the first of its entries is over. */
    private record Latest(RevocationList list, Instant end) {}

    EmbeddedRevocationStore(StoreThread thread, InstantSource clock) {
        this.thread = thread;
        this.clock = clock;
    }

    @Override
    public RevocationList read() throws RevocationStoreUnavailableException {
        Instant now = clock.instant();
        return run(entries -> {
            Latest known = latest;
            if (known == null || known.list().revision() != revision(entries) || !now.isBefore(known.end())) {
                known = readAll(entries, now);
                latest = known;
            }
            return known.list();
        });
    }

    private static Latest readAll(Entries entries, Instant now) {
        List<RevocationText> over = new ArrayList<>();
        List<Revocation> inForce = new ArrayList<>();
        Instant end = Instant.MAX;
        for (String text : entries.all(REVOCATION)) {
            RevocationText one = RevocationText.read(text);
            if (one.isOver(now)) {
                over.add(one);
            } else {
                inForce.add(one.revocation());
                end = one.until().filter(end::isAfter).orElse(end);
            }
        }
        over.forEach(one -> entries.remove(key(one.revocation())));
        if (!over.isEmpty()) {
            grow(entries);
        }
        return new Latest(RevocationList.of(revision(entries), inForce), end);
    }

    @Override
    public void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
        RevocationText added = new RevocationText(entry, until);
        String text = added.write();
        run(entries -> {
            Optional<RevocationText> there = entries.get(key(entry)).map(RevocationText::read);
            if (there.isEmpty() || added.outlives(there.get())) {
                entries.put(key(entry), text);
                grow(entries);
            }
            return true;
        });
    }

    @Override
    public boolean replace(Revocation entry, Optional<Revocation> by) throws RevocationStoreUnavailableException {
        Optional<RevocationText> other = by.map(one -> new RevocationText(one, Optional.empty()));
        return run(entries -> {
            boolean there = entries.get(key(entry)).isPresent();
            if (there) {
                entries.remove(key(entry));
                other.ifPresent(one -> entries.put(key(one.revocation()), one.write()));
                grow(entries);
            }
            return there;
        });
    }

    /** Adds an entry for ever to a store that is of nobody's thread. */
    static void add(Entries entries, Revocation entry) {
        entries.put(key(entry), new RevocationText(entry, Optional.empty()).write());
        grow(entries);
    }

    private static void grow(Entries entries) {
        entries.put(REVISION, Long.toString(revision(entries) + 1));
    }

    private static long revision(Entries entries) {
        return entries.get(REVISION).map(Long::parseLong).orElse(0L);
    }

    private static String key(Revocation entry) {
        return REVOCATION + RevocationText.key(entry);
    }

    private <T> T run(StoreThread.Work<T> work) throws RevocationStoreUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new RevocationStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
