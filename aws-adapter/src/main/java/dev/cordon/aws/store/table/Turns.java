package dev.cordon.aws.store.table;

import dev.cordon.publication.StoreUnavailableException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer of this process after the other, in the order in which they came: together they would only meet, again and
 * again. Safe for use by many threads.
 */
final class Turns {

    private final ReentrantLock turn = new ReentrantLock(true);

    <T> T take(Work<T> work) throws StoreUnavailableException {
        turn.lock();
        try {
            return work.run();
        } finally {
            turn.unlock();
        }
    }
}
