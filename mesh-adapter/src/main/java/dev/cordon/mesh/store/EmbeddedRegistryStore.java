package dev.cordon.mesh.store;

import dev.cordon.entry.ServiceText;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceRegistry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry each service, and one more where it is closing. What decisions need to know is read from the file once and
 * kept up from then on.
 */
final class EmbeddedRegistryStore implements RegistryStore {

    private static final String SERVICE = "service/";
    private static final String CLOSING = "service-closing/";
    private static final String REVISION = "services";

    /** How many entries are read at once when what decisions need is made. */
    private static final int READ = 1_024;

    private final StoreThread thread;

    /** What decisions need; of the store's thread alone. */
    private @Nullable ServiceRegistry latest;

    EmbeddedRegistryStore(StoreThread thread) {
        this.thread = thread;
    }

    @Override
    public ServiceRegistry read() throws RegistryUnavailableException {
        return run(this::latest);
    }

    private ServiceRegistry latest(Entries entries) {
        ServiceRegistry known = latest;
        if (known == null) {
            known = readAll(entries);
            latest = known;
        }
        return known;
    }

    private static ServiceRegistry readAll(Entries entries) {
        long revision = revision(entries);
        ServiceRegistry registry = ServiceRegistry.empty();
        String from = SERVICE;
        while (true) {
            List<RegisteredService> some = entries.range(SERVICE, from, READ, key -> true).stream()
                    .map(ServiceText::read)
                    .toList();
            registry = registry.with(revision, some);
            if (some.size() < READ) {
                return registry;
            }
            from = SERVICE + some.get(READ - 1).name().text() + '\0';
        }
    }

    private static long revision(Entries entries) {
        return entries.get(REVISION).map(Long::parseLong).orElse(0L);
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
                keepUp(entries, next);
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

    private void keepUp(Entries entries, RegisteredService next) {
        ServiceRegistry known = latest(entries);
        if (known.isChangedBy(next)) {
            long revision = revision(entries) + 1;
            entries.put(REVISION, Long.toString(revision));
            latest = known.with(revision, List.of(next));
        }
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
