package dev.cordon.mesh.admin;

import dev.cordon.policy.ServiceName;
import java.util.Optional;

/**
 * Who asks. Immutable.
 *
 * @param service the service of the policy that does; empty for whoever may use the store's file
 */
public record Asker(Optional<ServiceName> service) {

    /** Whoever may use the store's file, or the socket beside it: the operating system let them. */
    static final Asker LOCAL = new Asker(Optional.empty());

    /** A service of the policy, whose request was decided on. */
    static Asker of(ServiceName service) {
        return new Asker(Optional.of(service));
    }

    /** Who, as it is recorded. */
    @Override
    public String toString() {
        return service.map(ServiceName::text).orElse("local operator");
    }
}
