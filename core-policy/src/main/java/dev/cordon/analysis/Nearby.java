package dev.cordon.analysis;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a call may have meant that names a service or operation that there is not. */
final class Nearby {

    private static final int MOST = 5;

    private final Policy policy;

    Nearby(Policy policy) {
        this.policy = policy;
    }

    /** At most five names, the nearest first; none where the call's target and operation are known. */
    List<String> names(RehearsedCall call, Judgement judgement) {
        if (!(judgement.decision() instanceof Decision.Deny deny)) {
            return List.of();
        }
        Reason reason = deny.reason();
        if (reason == Reason.SERVICE_UNKNOWN) {
            return nearest(
                    call.service(),
                    policy.services().stream().map(Service::name).map(Object::toString));
        }
        boolean path = reason == Reason.OPERATION_UNKNOWN
                || reason == Reason.METHOD_UNKNOWN
                || reason == Reason.PATH_AMBIGUOUS;
        return path ? operations(call) : List.of();
    }

    private List<String> operations(RehearsedCall call) {
        return nearest(
                call.method() + " " + call.path(),
                policy.services().stream()
                        .filter(service -> service.name().text().equals(call.service()))
                        .flatMap(service -> service.operations().stream())
                        .flatMap(Nearby::listed)
                        .map(Operation::toString));
    }

    private static Stream<Operation> listed(Operations operations) {
        return operations instanceof Operations.Listed listed ? listed.list().stream() : Stream.of();
    }

    private static List<String> nearest(String text, Stream<String> names) {
        return names.sorted(Comparator.<String>comparingInt(name -> -shared(text, name))
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** How many characters two texts have in common at their ends, which is what a slip of the pen leaves alone. */
    private static int shared(String one, String other) {
        int least = Math.min(one.length(), other.length());
        int start = 0;
        while (start < least && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < least - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return start + end;
    }
}
