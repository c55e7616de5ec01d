package dev.cordon.registry;

import dev.cordon.policy.ServiceName;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A registry for tests, with failures to order. */
public final class InMemoryRegistryStore implements RegistryStore {

    private final NavigableMap<ServiceName, RegisteredService> services =
            new TreeMap<>(Comparator.comparing(ServiceName::text));
    private final NavigableMap<ServiceName, RegisteredService> closing =
            new TreeMap<>(Comparator.comparing(ServiceName::text));
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized Optional<RegisteredService> find(ServiceName service) throws RegistryUnavailableException {
        requireUp();
        return Optional.ofNullable(services.get(service));
    }

    @Override
    public synchronized boolean replace(Optional<RegisteredService> known, RegisteredService next)
            throws RegistryUnavailableException {
        if (known.filter(one -> !one.name().equals(next.name())).isPresent()) {
            throw new IllegalArgumentException("an entry is replaced by one of the same service");
        }
        boolean same = find(next.name()).equals(known);
        if (same) {
            services.put(next.name(), next);
            closing.remove(next.name());
            if (next.closing().isPresent()) {
                closing.put(next.name(), next);
            }
        }
        return same;
    }

    @Override
    public synchronized List<RegisteredService> services(Optional<ServiceName> after, int most)
            throws RegistryUnavailableException {
        requireUp();
        return page(services, after, most);
    }

    @Override
    public synchronized List<RegisteredService> closing(Optional<ServiceName> after, int most)
            throws RegistryUnavailableException {
        requireUp();
        return page(closing, after, most);
    }

    private static List<RegisteredService> page(
            NavigableMap<ServiceName, RegisteredService> of, Optional<ServiceName> after, int most) {
        return after.map(last -> of.tailMap(last, false)).orElse(of).values().stream()
                .limit(most)
                .toList();
    }

    private void requireUp() throws RegistryUnavailableException {
        if (down) {
            throw new RegistryUnavailableException("the registry does not answer");
        }
    }
}
