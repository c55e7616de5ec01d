package dev.cordon.lifecycle;

import dev.cordon.policy.ServiceName;
import java.util.Set;

/** What runs, by whoever runs it. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ServiceInventory {

    /**
     * The services that run now.
     *
     * @throws ServiceInventoryUnavailableException where that can't be known
     */
    Set<ServiceName> running() throws ServiceInventoryUnavailableException;
}
