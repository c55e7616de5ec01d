package dev.cordon.lifecycle;

/** What runs, by whoever runs it. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ServiceInventory {

    /**
     * What runs now.
     *
     * @throws ServiceInventoryUnavailableException where that can't be known
     */
    Running running() throws ServiceInventoryUnavailableException;
}
