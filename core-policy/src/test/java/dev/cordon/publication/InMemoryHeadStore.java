package dev.cordon.publication;

import java.util.Optional;

/** A head store for tests, with failures to order. */
public final class InMemoryHeadStore implements HeadStore {

    private final Outage outage = new Outage();
    private Optional<Head> head = Optional.empty();
    private boolean spoilt;
    private int reads;
    private Runnable beforeReads = () -> {};

    @Override
    public synchronized Optional<Head> read() throws StoreUnavailableException {
        beforeReads.run();
        reads++;
        requireUsable();
        return head;
    }

    @Override
    public synchronized boolean replace(Optional<Head> known, Head next) throws StoreUnavailableException {
        if (known.isPresent() && !next.isNotBehind(known.get())) {
            throw new IllegalArgumentException("a head does not go back");
        }
        requireUsable();
        boolean replaced = head.equals(known);
        if (replaced) {
            head = Optional.of(next);
        }
        outage.requireAnswer();
        return replaced;
    }

    private void requireUsable() throws StoreUnavailableException {
        outage.requireUp();
        if (spoilt) {
            throw new StoreUnavailableException("what is kept as the head is none");
        }
    }

    /** Puts a head there, even one that is behind: what a store restored from a backup would do. */
    public synchronized void plant(Optional<Head> planted) {
        head = planted;
    }

    /** Makes what is there no head. */
    public synchronized void spoil() {
        spoilt = true;
    }

    /** How many readings were asked for. */
    public synchronized int reads() {
        return reads;
    }

    /** Runs that before every reading. */
    public synchronized void beforeReads(Runnable action) {
        beforeReads = action;
    }

    /** What is wrong with it. */
    public Outage outage() {
        return outage;
    }
}
