package dev.cordon.mesh;

import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A revocation store far away: requests and answers take their time, in which others go on, and sometimes none comes.
 * One that adds without an answer may have added.
 */
final class SimulatedStore implements RevocationStore {

    private static final int SLOWEST_MILLIS = 40;

    private final SimulatedTime time;
    private final Random dice;
    private Set<Revocation> entries = new LinkedHashSet<>();
    private Set<Revocation> backup = new LinkedHashSet<>();
    private long revision;
    private boolean down;
    private long lastFailure = Long.MIN_VALUE;
    private Runnable meanwhile = () -> {};

    SimulatedStore(SimulatedTime time, Random dice) {
        this.time = time;
        this.dice = dice;
    }

    /** What happens elsewhere while the next request is under way. */
    void meanwhile(Runnable work) {
        meanwhile = work;
    }

    void isDown(boolean now) {
        down = now;
    }

    /** When somebody was last left without an answer. */
    long lastFailure() {
        return lastFailure;
    }

    void backUp() {
        backup = new LinkedHashSet<>(entries);
    }

    void restore(Revocation.Epoch epoch) {
        entries = new LinkedHashSet<>(backup);
        entries.add(epoch);
        revision++;
    }

    @Override
    public RevocationList read() throws RevocationStoreUnavailableException {
        travel();
        requireUp();
        RevocationList list = RevocationList.of(revision, entries);
        travel();
        requireUp();
        return list;
    }

    @Override
    public void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
        time.pass(Duration.ofMillis(dice.nextInt(SLOWEST_MILLIS)));
        if (!down || dice.nextBoolean()) {
            entries.add(entry);
            revision++;
        }
        time.pass(Duration.ofMillis(dice.nextInt(SLOWEST_MILLIS)));
        requireUp();
    }

    @Override
    public boolean replace(Revocation entry, Optional<RevocationEntry> by) throws RevocationStoreUnavailableException {
        requireUp();
        boolean there = entries.remove(entry);
        if (there) {
            by.map(RevocationEntry::revocation).ifPresent(entries::add);
            revision++;
        }
        return there;
    }

    /** Nobody looks at entries here. */
    @Override
    public Page page(Optional<String> after, int most) {
        throw new UnsupportedOperationException("entries are not listed");
    }

    private void travel() {
        time.pass(Duration.ofMillis(dice.nextInt(SLOWEST_MILLIS)));
        Runnable work = meanwhile;
        meanwhile = () -> {};
        work.run();
    }

    private void requireUp() throws RevocationStoreUnavailableException {
        if (down) {
            lastFailure = time.now();
            throw new RevocationStoreUnavailableException("no answer");
        }
    }
}
