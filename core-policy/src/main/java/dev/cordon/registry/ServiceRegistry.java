package dev.cordon.registry;

import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService.Stage;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What decisions need to know of services as they live, beyond the policy: who is gone, who takes no new callers, and
 * what those are that the policy may not name. Immutable; empty until services register.
 */
public final class ServiceRegistry {

    private static final ServiceRegistry EMPTY = new ServiceRegistry(0, Map.of(), Map.of());
    private static final Standing GONE = new Standing(true, Deprecation.ANNOUNCED, Set.of());

    private final long revision;
    private final Map<String, Standing> standings;
    private final Map<ServiceName, Workload> workloads;

    /**
     * What is not as the policy alone would have it.
     *
     * @param shapes of the operations that are going; empty for all
     */
    private record Standing(boolean retired, Deprecation deprecation, Set<String> shapes) {

        static Standing going(Deprecation how) {
            return new Standing(
                    false, how, how.operations().stream().map(Operation::shape).collect(Collectors.toSet()));
        }

        static Optional<Standing> of(RegisteredService service) {
            if (service.stage() == Stage.RETIRED) {
                return Optional.of(GONE);
            }
            return service.deprecation().map(Standing::going);
        }

        boolean concerns(@Nullable Operation operation) {
            return shapes.isEmpty() || operation != null && shapes.contains(operation.shape());
        }
    }

    private ServiceRegistry(long revision, Map<String, Standing> standings, Map<ServiceName, Workload> workloads) {
        this.revision = revision;
        this.standings = standings;
        this.workloads = workloads;
    }

    private static Optional<Workload> workload(RegisteredService service) {
        return service.current().workload();
    }

    /** The registry that knows no service, of revision 0. */
    public static ServiceRegistry empty() {
        return EMPTY;
    }

    /** Whether that service changes what decisions need to know. */
    public boolean isChangedBy(RegisteredService service) {
        return !Optional.ofNullable(standings.get(service.name().text())).equals(Standing.of(service))
                || !Optional.ofNullable(workloads.get(service.name())).equals(workload(service));
    }

    /**
     * The same with services as they are now. Takes time linear in the number of services that are not as the policy
     * alone would have them.
     *
     * @param next the revision of the result, higher than this one's where anything is different
     */
    public ServiceRegistry with(long next, Collection<RegisteredService> services) {
        Map<String, Standing> standing = new HashMap<>(standings);
        Map<ServiceName, Workload> told = new HashMap<>(workloads);
        for (RegisteredService service : services) {
            standing.remove(service.name().text());
            told.remove(service.name());
            Standing.of(service).ifPresent(one -> standing.put(service.name().text(), one));
            workload(service).ifPresent(one -> told.put(service.name(), one));
        }
        return new ServiceRegistry(next, standing, told);
    }

    /** A registry that knows of one deprecated service alone, of revision 1. */
    public static ServiceRegistry of(ServiceName service, Deprecation deprecation) {
        return new ServiceRegistry(1, Map.of(service.text(), Standing.going(deprecation)), Map.of());
    }

    /** Grows with every change. */
    public long revision() {
        return revision;
    }

    /** Whether nobody is gone and everybody takes new callers. */
    public boolean isOpen() {
        return standings.isEmpty();
    }

    /** What events tell of services that live. Not to be changed. */
    public Map<ServiceName, Workload> workloads() {
        return Collections.unmodifiableMap(workloads);
    }

    /** Whether events say that the service is no more. */
    public boolean isRetired(String service) {
        Standing standing = standings.get(service);
        return standing != null && standing.retired();
    }

    /**
     * Whether a service still serves that caller, as far as events tell. Makes no garbage.
     *
     * @param operation what is called; null where the service lists no operations
     */
    public boolean serves(String target, @Nullable Operation operation, ServiceName caller, Instant now) {
        Standing standing = standings.get(target);
        return standing == null
                || !standing.retired()
                        && (!standing.concerns(operation)
                                || standing.deprecation().serves(caller, now));
    }

    /** How a service that takes no new callers serves the ones it has; empty for every other. */
    public Optional<Deprecation> deprecation(String service) {
        return Optional.ofNullable(standings.get(service))
                .filter(standing -> !standing.retired())
                .map(Standing::deprecation);
    }
}
