package dev.cordon.publication;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.Members;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.registry.Workload;
import java.util.Map;

/**
 * A policy with the members of its segments that it does not name. Immutable.
 *
 * @param named the policy as it was written
 * @param workloads what events tell of services that live
 * @param policy the policy with those that a segment takes in
 */
public record Admission(CompiledPolicy named, Map<ServiceName, Workload> workloads, CompiledPolicy policy) {

    /** Copies the map. */
    public Admission {
        workloads = Map.copyOf(workloads);
    }

    /** Takes in members. */
    public static Admission of(CompiledPolicy named, ServiceRegistry registry) {
        Policy policy = Members.admitted(named.source(), registry.workloads());
        return new Admission(
                named, registry.workloads(), policy.equals(named.source()) ? named : CompiledPolicy.of(policy));
    }

    /** The same after policy or registry changed: compiled anew only where its members are others. */
    public Admission with(CompiledPolicy other, ServiceRegistry registry) {
        return other == named && registry.workloads().equals(workloads) ? this : of(other, registry);
    }
}
