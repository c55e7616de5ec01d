package dev.cordon.registry;

import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What decisions need to know of services as they live, beyond the policy: who is gone, and who takes no new callers.
 * Immutable; empty until services register.
 */
public final class ServiceRegistry {

    private static final ServiceRegistry EMPTY = new ServiceRegistry(0, Map.of());
    private static final Standing GONE = new Standing(true, Deprecation.ANNOUNCED);

    private final long revision;
    private final Map<String, Standing> standings;

    /** What is not as the policy alone would have it. */
    private record Standing(boolean retired, Deprecation deprecation) {

        static Optional<Standing> of(RegisteredService service) {
            if (service.stage() == Stage.RETIRED) {
                return Optional.of(GONE);
            }
            return service.deprecation().map(told -> new Standing(false, told));
        }
    }

    private ServiceRegistry(long revision, Map<String, Standing> standings) {
        this.revision = revision;
        this.standings = standings;
    }

    /** The registry that knows no service, of revision 0. */
    public static ServiceRegistry empty() {
        return EMPTY;
    }

    /** Whether that service changes what decisions need to know. */
    public boolean isChangedBy(RegisteredService service) {
        return !Optional.ofNullable(standings.get(service.name().text())).equals(Standing.of(service));
    }

    /**
     * The same with services as they are now. Takes time linear in the number of services that are gone or deprecated.
     *
     * @param next the revision of the result, higher than this one's where anything is different
     */
    public ServiceRegistry with(long next, Collection<RegisteredService> services) {
        Map<String, Standing> more = new HashMap<>(standings);
        for (RegisteredService service : services) {
            more.remove(service.name().text());
            Standing.of(service).ifPresent(standing -> more.put(service.name().text(), standing));
        }
        return new ServiceRegistry(next, more);
    }

    /** A registry that knows of one deprecated service alone, of revision 1. */
    public static ServiceRegistry of(ServiceName service, Deprecation deprecation) {
        return new ServiceRegistry(1, Map.of(service.text(), new Standing(false, deprecation)));
    }

    /** Grows with every change. */
    public long revision() {
        return revision;
    }

    /** Whether all is as the policy alone would have it. */
    public boolean isEmpty() {
        return standings.isEmpty();
    }

    /** Whether events say that the service is no more. */
    public boolean isRetired(String service) {
        Standing standing = standings.get(service);
        return standing != null && standing.retired();
    }

    /** How a service that takes no new callers serves the ones it has; empty for every other. */
    public Optional<Deprecation> deprecation(String service) {
        return Optional.ofNullable(standings.get(service))
                .filter(standing -> !standing.retired())
                .map(Standing::deprecation);
    }
}
