package dev.cordon.lifecycle;

import dev.cordon.policy.Environment;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import java.util.Optional;

/** What the events of services go by. Implementations are safe for use by many threads, and don't block. */
public interface LifecycleRules {

    /** The environment whose services these are. */
    Environment environment();

    /** Whether events of that source are believed. */
    boolean trusts(String source);

    /** How the credential of a service rotates, by the policy in use; empty where that is left to people. */
    Optional<Rotation> rotation(ServiceName service);

    /** The same for a service that the policy may not name, by what events tell of it. */
    default Optional<Rotation> rotation(RegisteredService service) {
        return rotation(service.name());
    }
}
