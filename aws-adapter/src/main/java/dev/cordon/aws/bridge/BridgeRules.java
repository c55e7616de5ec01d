package dev.cordon.aws.bridge;

import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose events count, and which service each of their resources is. Immutable.
 *
 * @param accounts the accounts whose events are believed, each with the environment of its services
 * @param regions the regions whose events are believed
 * @param names services by resource, where a service is not called as its function or ECS service is:
 *     {@code lambda/FUNCTION}, {@code ecs/CLUSTER/SERVICE}, {@code apigateway/API-ID}
 * @param ownNames whether a function or an ECS service that is not among the names is the service that is called as it
 *     is: whoever may make and delete functions in those accounts then has a say in the life of every service
 */
public record BridgeRules(
        Map<String, Environment> accounts, Set<String> regions, Map<String, ServiceName> names, boolean ownNames) {

    /** Copies all. */
    public BridgeRules {
        accounts = Map.copyOf(accounts);
        regions = Set.copyOf(regions);
        names = Map.copyOf(names);
    }

    /**
     * Whether a resource of that kind may be a service.
     *
     * @param kind how resources' names begin, as {@link #names} has them, such as {@code lambda}
     */
    public boolean mayName(String kind) {
        boolean called = ownNames && !kind.equals("apigateway");
        return called || names.keySet().stream().anyMatch(resource -> resource.startsWith(kind + "/"));
    }

    /**
     * The service that a resource is.
     *
     * @param resource as {@link #names} has them
     * @param called what AWS calls it; empty where that is no name, such as an API's id
     * @return empty where it is none
     */
    public Optional<ServiceName> service(String resource, Optional<String> called) {
        return Optional.ofNullable(names.get(resource))
                .or(() -> called.filter(name -> ownNames && ServiceName.isValid(name))
                        .map(ServiceName::new));
    }
}
