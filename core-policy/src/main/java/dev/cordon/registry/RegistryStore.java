package dev.cordon.registry;

import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Optional;

/** Where services are registered. Implementations are safe for use by many threads; each call is one atomic step. */
public interface RegistryStore {

    /**
     * What decisions need to know of all services: strongly consistent, its revision higher than that of every other
     * one read before that knew something else. Cheap where nothing changed.
     *
     * @throws RegistryUnavailableException where that can't be known
     */
    ServiceRegistry read() throws RegistryUnavailableException;

    /**
     * A service: strongly consistent.
     *
     * @return empty where nobody told of it yet
     * @throws RegistryUnavailableException where that can't be known
     */
    Optional<RegisteredService> find(ServiceName service) throws RegistryUnavailableException;

    /**
     * Replaces an entry if it still is as the caller read it. When this returns the entry is kept, whatever happens to
     * the process.
     *
     * @param known what was read; empty where there was none
     * @param next of the same service
     * @return whether it was replaced; false where it is another one by now
     * @throws RegistryUnavailableException where it may or may not have been replaced
     * @throws IllegalArgumentException where {@code next} is of another service
     */
    boolean replace(Optional<RegisteredService> known, RegisteredService next) throws RegistryUnavailableException;

    /**
     * The services, those that are retired too, in pages, each once, in the order of their names.
     *
     * @param after the last service of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws RegistryUnavailableException where they can't be read
     */
    List<RegisteredService> services(Optional<ServiceName> after, int most) throws RegistryUnavailableException;

    /**
     * The services that are {@linkplain RegisteredService#closing closing}, in the same way.
     *
     * @param after the last service of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws RegistryUnavailableException where they can't be read
     */
    List<RegisteredService> closing(Optional<ServiceName> after, int most) throws RegistryUnavailableException;
}
