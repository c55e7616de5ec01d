package dev.cordon.aws.store.table;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.ServiceText;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry each service, one more where it is closing, and a log of what decisions need to know of. That is read once,
 * and followed by the log from then on.
 */
final class DynamoRegistryStore implements RegistryStore {

    private static final String SERVICE = "service";
    private static final String CLOSING = "service-closing";

    /** How many entries are read at once when what decisions need is made. */
    private static final int READ = 1_000;

    private final ControlTable table;
    private final ChangeLog log;
    private final Latest<ServiceRegistry> latest = new Latest<>(ServiceRegistry.empty(), ServiceRegistry::revision);

    DynamoRegistryStore(ControlTable table, ChangeLog log) {
        this.table = table;
        this.log = log;
    }

    @Override
    public ServiceRegistry read() throws RegistryUnavailableException {
        return run(() -> {
            ServiceRegistry known = latest.get();
            long revision = log.at().revision();
            if (known.revision() == revision) {
                return known;
            }
            Optional<List<String>> since = log.between(known.revision(), revision);
            ServiceRegistry read = since.isPresent() ? after(known, revision, since.get()) : readAll(revision);
            return latest.keep(read);
        });
    }

    private static ServiceRegistry after(ServiceRegistry known, long revision, List<String> since) {
        return known.with(revision, since.stream().map(ServiceText::read).toList());
    }

    /**
     * Some entries are read as they are after that revision. So they are taken to a later one, by which all of them
     * were written: what was changed in between is read once more from the log.
     */
    private ServiceRegistry readAll(long before) throws StoreUnavailableException {
        ServiceRegistry registry = ServiceRegistry.empty();
        Optional<String> last = Optional.empty();
        do {
            List<Entry> page = table.behind(SERVICE, last, READ);
            registry = registry.with(
                    before,
                    page.stream().map(entry -> ServiceText.read(entry.text())).toList());
            last = page.size() < READ
                    ? Optional.empty()
                    : Optional.of(page.get(READ - 1).id());
        } while (last.isPresent());
        long now = log.at().revision();
        List<String> since = log.between(before, now)
                .orElseThrow(() -> new StoreUnavailableException("services change faster than they can be read"));
        return after(registry, now, since);
    }

    @Override
    public Optional<RegisteredService> find(ServiceName service) throws RegistryUnavailableException {
        return run(() -> table.get(key(service)).map(ServiceText::read));
    }

    private static Key key(ServiceName service) {
        return new Key(SERVICE, service.text());
    }

    @Override
    public boolean replace(Optional<RegisteredService> known, RegisteredService next)
            throws RegistryUnavailableException {
        if (known.filter(one -> !one.name().equals(next.name())).isPresent()) {
            throw new IllegalArgumentException("an entry is replaced by one of the same service");
        }
        String text = ServiceText.write(next);
        return run(() -> log.turns()
                .take(() -> table.change(() -> {
                    Optional<String> there = table.get(key(next.name()));
                    return there.map(ServiceText::read).equals(known)
                            ? Optional.of(changes(
                                    known,
                                    next,
                                    Change.put(key(next.name()), text).ifStill(there)))
                            : Optional.empty();
                })));
    }

    private List<Change> changes(Optional<RegisteredService> known, RegisteredService next, Change put)
            throws StoreUnavailableException {
        List<Change> all = new ArrayList<>(List.of(put));
        Key closing = new Key(CLOSING, next.name().text());
        String text = put.text().orElseThrow();
        if (next.closing().isPresent()) {
            all.add(Change.put(closing, text));
        } else if (known.flatMap(RegisteredService::closing).isPresent()) {
            all.add(Change.remove(closing));
        }
        if (ServiceRegistry.empty().with(0, known.stream().toList()).isChangedBy(next)) {
            all.addAll(log.next(text));
        }
        return all;
    }

    @Override
    public List<RegisteredService> services(Optional<ServiceName> after, int most) throws RegistryUnavailableException {
        return page(SERVICE, after, most);
    }

    @Override
    public List<RegisteredService> closing(Optional<ServiceName> after, int most) throws RegistryUnavailableException {
        return page(CLOSING, after, most);
    }

    private List<RegisteredService> page(String kind, Optional<ServiceName> after, int most)
            throws RegistryUnavailableException {
        return run(() -> table.behind(kind, after.map(ServiceName::text), most).stream()
                .map(entry -> ServiceText.read(entry.text()))
                .toList());
    }

    private static <T> T run(Work<T> work) throws RegistryUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new RegistryUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
