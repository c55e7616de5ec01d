package dev.cordon.publication;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An object store for tests, with failures to order. */
public final class InMemoryObjectStore implements ObjectStore {

    private final Map<String, Reading.Found> objects = new HashMap<>();
    private final Outage outage = new Outage();
    private long versions;
    private int reads;
    private Consumer<String> beforeReads = name -> {};

    @Override
    public Reading read(String name, Optional<String> known) throws StoreUnavailableException {
        beforeReads.accept(name);
        synchronized (this) {
            reads++;
            outage.requireUp();
            Reading.Found found = objects.get(name);
            if (found == null) {
                return new Reading.Missing();
            }
            if (found.bytes().length > LARGEST) {
                throw new StoreUnavailableException("object `" + name + "` is larger than " + LARGEST + " bytes");
            }
            return known.filter(found.version()::equals).isPresent() ? new Reading.Unchanged() : found;
        }
    }

    @Override
    public synchronized boolean replace(String name, byte[] bytes, Optional<String> known)
            throws StoreUnavailableException {
        outage.requireUp();
        Optional<String> there = Optional.ofNullable(objects.get(name)).map(Reading.Found::version);
        boolean replaced = there.equals(known);
        if (replaced) {
            plant(name, bytes);
        }
        outage.requireAnswer();
        return replaced;
    }

    /** Puts an object there whatever is there. */
    public synchronized void plant(String name, byte[] bytes) {
        objects.put(name, new Reading.Found(bytes.clone(), "v" + versions++));
    }

    /** Takes an object away. */
    public synchronized void remove(String name) {
        objects.remove(name);
    }

    /** The bytes of an object; empty where there is none. */
    public synchronized Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(objects.get(name)).map(Reading.Found::bytes);
    }

    /** How many readings were asked for. */
    public synchronized int reads() {
        return reads;
    }

    /** Runs that before every reading, with the object's name. */
    public void beforeReads(Consumer<String> action) {
        beforeReads = action;
    }

    /** What is wrong with it. */
    public Outage outage() {
        return outage;
    }
}
