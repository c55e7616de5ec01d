package dev.cordon.cloud;

import dev.cordon.publication.StoreUnavailableException;
import java.util.List;

/**
 * Messages that were not taken, again and again, and lie where somebody looks. Implementations are used by one thread.
 */
public interface DeadLetters {

    /**
     * A message.
     *
     * @param id the same whenever it is looked at
     * @param body what was sent
     * @param receipt says that it was looked at, and is needed to send it
     */
    record Letter(String id, String body, String receipt) {}

    /**
     * Some of those that nobody looks at, who does so from now on for a minute.
     *
     * @return up to ten; empty where there is none now
     * @throws StoreUnavailableException where that can't be known
     */
    List<Letter> look() throws StoreUnavailableException;

    /**
     * Sends a message where it was to be taken, and takes it from here. Where this dies in between it is in both
     * places, and whoever takes it twice must know it by its content.
     *
     * @throws StoreUnavailableException where it may or may not have been sent
     */
    void sendAgain(Letter letter) throws StoreUnavailableException;
}
