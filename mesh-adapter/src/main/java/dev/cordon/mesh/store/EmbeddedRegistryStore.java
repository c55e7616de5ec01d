package dev.cordon.mesh.store;

import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import java.util.List;
import java.util.Optional;

/** An entry each service, and one more where it is closing. */
final class EmbeddedRegistryStore implements RegistryStore {

    private static final String SERVICE = "service/";
    private static final String CLOSING = "service-closing/";

    private final StoreThread thread;

    EmbeddedRegistryStore(StoreThread thread) {
        this.thread = thread;
    }

    @Override
    public Optional<RegisteredService> find(ServiceName service) throws RegistryUnavailableException {
        return run(entries -> find(entries, service));
    }

    private static Optional<RegisteredService> find(Entries entries, ServiceName service) {
        return entries.get(SERVICE + service.text()).map(ServiceText::read);
    }

    @Override
    public boolean replace(Optional<RegisteredService> known, RegisteredService next)
            throws RegistryUnavailableException {
        if (known.filter(one -> !one.name().equals(next.name())).isPresent()) {
            throw new IllegalArgumentException("an entry is replaced by one of the same service");
        }
        String text = ServiceText.write(next);
        return run(entries -> {
            boolean same = find(entries, next.name()).equals(known);
            if (same) {
                entries.put(SERVICE + next.name().text(), text);
                String closing = CLOSING + next.name().text();
                if (next.closing().isPresent()) {
                    entries.put(closing, text);
                } else {
                    entries.remove(closing);
                }
            }
            return same;
        });
    }

    @Override
    public List<RegisteredService> services(Optional<ServiceName> after, int most) throws RegistryUnavailableException {
        return page(SERVICE, after, most);
    }

    @Override
    public List<RegisteredService> closing(Optional<ServiceName> after, int most) throws RegistryUnavailableException {
        return page(CLOSING, after, most);
    }

    private List<RegisteredService> page(String prefix, Optional<ServiceName> after, int most)
            throws RegistryUnavailableException {
        String from = after.map(last -> prefix + last.text() + '\0').orElse(prefix);
        return run(entries -> entries.range(prefix, from, most, key -> true).stream()
                .map(ServiceText::read)
                .toList());
    }

    private <T> T run(StoreThread.Work<T> work) throws RegistryUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new RegistryUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
