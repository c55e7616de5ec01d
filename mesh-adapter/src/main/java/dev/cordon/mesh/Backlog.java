package dev.cordon.mesh;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waits to be written, as much as there is room for. For any number of threads, of which none ever waits for
 * another: whoever takes holds no lock, which the threads that serve calls would wait for while it has no core.
 */
final class Backlog<T> {

    private final Queue<T> items = new ConcurrentLinkedQueue<>();
    /** Never fewer than the items: counted before they come and after they are gone. */
    private final AtomicInteger count = new AtomicInteger();

    private final int capacity;

    /** With room for so many, from 1. */
    Backlog(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a backlog has room for one at least, not for " + capacity);
        }
        this.capacity = capacity;
    }

    /** Adds it, or returns false where there is no room. */
    boolean offer(T item) {
        if (count.incrementAndGet() > capacity) {
            count.decrementAndGet();
            return false;
        }
        return items.add(item);
    }

    /**
     * Takes the oldest ones.
     *
     * @param batch gets them
     * @return how many these are
     */
    int take(List<? super T> batch, int most) {
        int taken = 0;
        for (T item; taken < most && (item = items.poll()) != null; taken++) {
            batch.add(item);
        }
        count.addAndGet(-taken);
        return taken;
    }

    int size() {
        return count.get();
    }

    boolean isFull() {
        return count.get() >= capacity;
    }
}
