package dev.cordon.decision;

import dev.cordon.policy.Method;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import org.jspecify.annotations.Nullable;

/** Which service and operation is this, and is what is known of it fresh enough? */
final class TargetStep {

    private static final int NOWHERE = Integer.MIN_VALUE;

    private TargetStep() {}

    static @Nullable Reason check(Evaluation call) {
        if (isExpired(call)) {
            return Reason.POLICY_EXPIRED;
        }
        RequestPath path = call.request().path();
        if (!path.isClear()) {
            return unclear(call, path);
        }
        int entry = entry(call);
        if (entry == NOWHERE) {
            return call.request().target() instanceof Target.OfHost ? Reason.HOST_UNKNOWN : Reason.SERVICE_UNKNOWN;
        }
        int method = Method.ordinalOf(call.request().method());
        int found = find(call.policy(), entry, path.canonical(), method);
        if (found < 0) {
            return missing(call, found);
        }
        call.operation = found;
        call.target = call.policy().index.operations().serviceOf(found);
        if (call.isTraced()) {
            call.note(Step.TARGET, describe(call));
        }
        return isStale(call) ? Reason.SNAPSHOT_STALE : null;
    }

    /** The same for a service that is called by its name, whichever operation of it is called. */
    static @Nullable Reason service(Evaluation call) {
        if (isExpired(call)) {
            return Reason.POLICY_EXPIRED;
        }
        if (call.request().target() instanceof Target.OfService named) {
            call.target = call.policy().service(named.name());
        }
        if (call.target < 0) {
            return Reason.SERVICE_UNKNOWN;
        }
        return isStale(call) ? Reason.SNAPSHOT_STALE : null;
    }

    private static boolean isExpired(Evaluation call) {
        return !call.now().wall().isBefore(call.snapshot().revisions().policy().validUntil());
    }

    private static boolean isStale(Evaluation call) {
        long age = call.now().ticks() - call.snapshot().asOf();
        return age > call.demands().denyAfter;
    }

    private static Reason unclear(Evaluation call, RequestPath path) {
        boolean ambiguous = path.defect().isPresent() && path.defect().get().isAmbiguous();
        if (call.isTraced()) {
            call.note(
                    Step.TARGET,
                    "the path " + path.defect().map(defect -> defect.finding()).orElse(""));
        }
        return ambiguous ? Reason.PATH_AMBIGUOUS : Reason.PATH_MALFORMED;
    }

    /** A trie's root, the complement of an operation that takes every path, or {@link #NOWHERE}. */
    private static int entry(Evaluation call) {
        AccessRequest request = call.request();
        OperationTable operations = call.policy().operations;
        if (request.target() instanceof Target.OfHost host) {
            return operations.host(host.host(), NOWHERE);
        }
        int service = request.target() instanceof Target.OfService named
                ? call.policy().service(named.name())
                : CompiledPolicy.UNKNOWN;
        if (service < 0) {
            return NOWHERE;
        }
        call.target = service;
        return operations.service(service);
    }

    private static int find(CompiledPolicy policy, int entry, String path, int method) {
        if (entry < 0) {
            return method < 0 ? PathTrie.OTHER_METHOD : ~entry;
        }
        return policy.operations.trie.find(entry, path, method);
    }

    private static Reason missing(Evaluation call, int found) {
        return switch (found) {
            case PathTrie.OTHER_METHOD -> Reason.METHOD_UNKNOWN;
            case PathTrie.CASE_AMBIGUOUS -> {
                call.note(Step.TARGET, "the path differs from an operation in letter case only");
                yield Reason.PATH_AMBIGUOUS;
            }
            default -> Reason.OPERATION_UNKNOWN;
        };
    }

    private static String describe(Evaluation call) {
        Object operation = call.policy().operation(call.operation);
        return "service `" + call.policy().service(call.target).name() + "` of segment `"
                + call.demands().segment.name() + "`, "
                + (operation == null ? "any operation" : "operation `" + operation + "`");
    }
}
