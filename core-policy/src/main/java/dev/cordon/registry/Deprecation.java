package dev.cordon.registry;

import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How a service that takes no new callers still serves the ones it has. Immutable.
 *
 * @param until the instant from which on it serves nobody; empty where none is set
 * @param callers whom it still serves, of those that the policy lets; empty for all of these
 * @param operations what of it takes no new callers, parameters' names aside; empty for all that it offers
 */
public record Deprecation(Optional<Instant> until, Set<ServiceName> callers, Set<Operation> operations) {

    /** It is said that it goes, and nothing more. */
    public static final Deprecation ANNOUNCED = new Deprecation(Optional.empty(), Set.of(), Set.of());

    /** Copies the sets. */
    public Deprecation {
        callers = Set.copyOf(callers);
        operations = Set.copyOf(operations);
    }

    /** Whether that caller is served at that time by what is going. What is refused once stays so. */
    public boolean serves(ServiceName caller, Instant now) {
        return (until.isEmpty() || now.isBefore(until.get())) && (callers.isEmpty() || callers.contains(caller));
    }
}
