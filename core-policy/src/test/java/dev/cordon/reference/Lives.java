package dev.cordon.reference;

import dev.cordon.policy.Environment;
import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What events told of services.
 *
 * @param retired who is no more
 * @param deprecated who takes no new callers
 */
public record Lives(Set<ServiceName> retired, Map<ServiceName, Deprecation> deprecated) {

    /** No event told of any. */
    public static final Lives NONE = new Lives(Set.of(), Map.of());

    private static final Instant ONCE = Instant.parse("2026-01-01T00:00:00Z");

    /** Copies both. */
    public Lives {
        retired = Set.copyOf(retired);
        deprecated = Map.copyOf(deprecated);
    }

    /** One is no more. */
    public static Lives without(String service) {
        return new Lives(Set.of(new ServiceName(service)), Map.of());
    }

    /** One takes no new callers. */
    public static Lives deprecating(String service, Instant until, String... callers) {
        Set<ServiceName> served = Stream.of(callers).map(ServiceName::new).collect(Collectors.toSet());
        return new Lives(
                Set.of(),
                Map.of(new ServiceName(service), new Deprecation(Optional.ofNullable(until), served, Set.of())));
    }

    /** The same where only some operations take no new callers. */
    public Lives of(String... operations) {
        Set<Operation> going = Stream.of(operations).map(Operation::parse).collect(Collectors.toSet());
        Map<ServiceName, Deprecation> some = new HashMap<>();
        deprecated.forEach((service, how) -> some.put(service, new Deprecation(how.until(), how.callers(), going)));
        return new Lives(retired, some);
    }

    /** The registry that these events come to. */
    public ServiceRegistry registry() {
        List<RegisteredService> services = new ArrayList<>();
        for (ServiceName service : retired) {
            services.add(after(service, ServiceEvent.Kind.RETIRED, Optional.empty()));
        }
        deprecated.forEach(
                (service, how) -> services.add(after(service, ServiceEvent.Kind.DEPRECATED, Optional.of(how))));
        return services.isEmpty()
                ? ServiceRegistry.empty()
                : ServiceRegistry.empty().with(1, services);
    }

    private static RegisteredService after(
            ServiceName service, ServiceEvent.Kind kind, Optional<Deprecation> deprecation) {
        Environment environment = new Environment("production");
        ServiceEvent deployed = new ServiceEvent(
                ServiceEvent.Kind.DEPLOYED,
                service,
                environment,
                ServiceEvent.Details.NONE,
                new ServiceEvent.Origin("test", "1", ONCE));
        ServiceEvent then = new ServiceEvent(
                kind,
                service,
                environment,
                new ServiceEvent.Details(Set.of(), Optional.empty(), deprecation, Optional.empty()),
                new ServiceEvent.Origin("test", "2", ONCE.plusSeconds(1)));
        Optional<RegisteredService> there = RegisteredService.after(Optional.empty(), deployed, ONCE);
        return RegisteredService.after(there, then, ONCE).orElseThrow();
    }
}
