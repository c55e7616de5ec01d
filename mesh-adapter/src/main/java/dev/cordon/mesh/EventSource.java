package dev.cordon.mesh;

import dev.cordon.policy.ServiceName;
import java.util.Optional;

/**
 * A source whose events of services are believed. Immutable.
 *
 * @param source as events name it
 * @param sender the service of the policy that must send them; empty where whoever may send events may send these
 */
public record EventSource(String source, Optional<ServiceName> sender) {

    /** Whether an event of that source is believed of a service that sends it. */
    boolean isBelieved(String other, ServiceName by) {
        return source.equals(other) && (sender.isEmpty() || sender.get().equals(by));
    }
}
