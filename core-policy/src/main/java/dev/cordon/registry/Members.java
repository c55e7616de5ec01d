package dev.cordon.registry;

import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.WorkloadIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which segments services belong to that the policy does not name. One that no segment takes for its own, or more than
 * one, is held: the policy in use has no such service, so whatever it does is denied.
 */
public final class Members {

    private Members() {}

    /**
     * The one segment that takes a service for its own by what events tell of it; empty where it is held, and of one
     * whose name or identity the policy gives to a service.
     */
    public static Optional<Segment> segmentOf(Policy policy, ServiceName name, Workload workload) {
        boolean taken = policy.index().services().number(name.text()) >= 0
                || workload.identity().filter(identities(policy)::contains).isPresent();
        return taken ? Optional.empty() : segmentOf(policy, workload);
    }

    private static Set<WorkloadIdentity> identities(Policy policy) {
        return policy.services().stream()
                .flatMap(service -> service.identities().stream())
                .collect(Collectors.toSet());
    }

    static Optional<Segment> segmentOf(Policy policy, Workload workload) {
        List<Segment> found = segmentsOf(policy, workload);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static List<Segment> segmentsOf(Policy policy, Workload workload) {
        return policy.segments().stream()
                .filter(segment -> segment.members().stream().anyMatch(workload::isOf))
                .toList();
    }

    /** Why a service is held that the policy does not name, for people. */
    public static String whyHeld(Policy policy, Optional<Workload> workload) {
        List<Segment> found = workload.map(told -> segmentsOf(policy, told)).orElse(List.of());
        return switch (found.size()) {
            case 0 -> "no segment of the policy has it";
            case 1 ->
                "segment `" + found.get(0).name()
                        + "` would take it, but its name or identity is another's: name it in the policy";
            default ->
                "more than one segment would take it, such as `" + found.get(0).name() + "` and `"
                        + found.get(1).name() + "`: name it in the policy";
        };
    }

    /**
     * A policy with those services that segments take for their own. They call; what they offer only the policy says,
     * so nobody calls them. One whose name or identity is another's is left out, as are all that claim one identity: a
     * caller that proves it could be any of them. The same policy where there are none.
     */
    public static Policy admitted(Policy policy, Map<ServiceName, Workload> told) {
        if (told.isEmpty()
                || policy.segments().stream()
                        .allMatch(segment -> segment.members().isEmpty())) {
            return policy;
        }
        Set<WorkloadIdentity> others = new HashSet<>(identities(policy));
        Set<WorkloadIdentity> once = new HashSet<>();
        told.values().stream()
                .flatMap(workload -> workload.identity().stream())
                .filter(identity -> !once.add(identity))
                .forEach(others::add);
        List<Service> more = new ArrayList<>();
        for (Map.Entry<ServiceName, Workload> one : told.entrySet()) {
            boolean taken = policy.index().services().number(one.getKey().text()) >= 0
                    || one.getValue().identity().filter(others::contains).isPresent();
            if (!taken) {
                segmentOf(policy, one.getValue())
                        .ifPresent(segment -> more.add(service(one.getKey(), segment, one.getValue())));
            }
        }
        more.sort(Comparator.comparing(service -> service.name().text()));
        return admitted(policy, more);
    }

    private static Policy admitted(Policy policy, List<Service> more) {
        try {
            return policy.with(more);
        } catch (IllegalArgumentException e) {
            // one of them can't be there: half of them at a time it is found
            return more.size() == 1
                    ? policy
                    : admitted(
                            admitted(policy, more.subList(0, more.size() / 2)),
                            more.subList(more.size() / 2, more.size()));
        }
    }

    private static Service service(ServiceName name, Segment segment, Workload workload) {
        List<WorkloadIdentity> identities =
                workload.identity().<List<WorkloadIdentity>>map(List::of).orElse(List.of());
        return new Service(name, segment.name(), List.of(), Optional.empty(), identities, Optional.empty());
    }
}
