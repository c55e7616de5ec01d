package dev.cordon.lifecycle;

import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What runs, as far as somebody can see.
 *
 * @param services the services that are seen to run
 * @param visible which registered services would be seen if they ran; nothing follows from another one's absence
 */
public record Running(Set<ServiceName> services, Predicate<RegisteredService> visible) {

    /** Copies the set. */
    public Running {
        services = Set.copyOf(services);
    }

    /** Those, and no other service runs anywhere. */
    public static Running alone(Set<ServiceName> services) {
        return new Running(services, service -> true);
    }

    /** The same, seen then: what was heard of a service since counts more. */
    Running asOf(Instant time) {
        return new Running(services, visible.and(service -> service.lastSeen().isBefore(time)));
    }

    boolean has(ServiceName service) {
        return services.contains(service);
    }

    boolean lacks(RegisteredService service) {
        return !has(service.name()) && visible.test(service);
    }
}
