package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.ExecuteArn;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;

/**
 * Whether one answer can speak for all calls of an API: only where each operation is one exact resource. A path
 * parameter would need a wildcard, and IAM's wildcard runs across slashes into other operations; an escape may be
 * written decoded in the ARN of a call.
 */
final class WholeApi {

    private static final String ADVICE = ": set the authorizer's time to live to 0, or add method and path to its"
            + " identity sources (`context.httpMethod` and `context.path`)";

    private static final int QUOTES_AND_COMMA = 3;

    /** Room for all of an answer but its list: names, a denied resource, the words around them. */
    private static final int REST = 2048;

    private WholeApi() {}

    /** Refuses a service that no list of exact resources can describe. */
    static void check(Snapshot snapshot, ServiceName target, ExecuteArn api) throws UnreadableEventException {
        for (Service service : snapshot.policy().source().services()) {
            if (service.name().equals(target)) {
                check(service, api);
            }
        }
    }

    private static void check(Service service, ExecuteArn api) throws UnreadableEventException {
        if (!(service.operations().orElse(null) instanceof Operations.Listed listed)) {
            throw cannot("service `" + service.name() + "` does not list its operations");
        }
        int size = 0;
        for (Operation operation : listed.list()) {
            String path = operation.path().text();
            if (path.indexOf('{') >= 0 || path.indexOf('%') >= 0) {
                throw cannot("operation `" + operation + "` has a path parameter or an escape");
            }
            String resource = resource(operation, api);
            if (!ExecuteArn.isExactResource(resource)) {
                throw cannot("operation `" + operation + "` has a path that is too long for a resource");
            }
            size += resource.length() + QUOTES_AND_COMMA;
        }
        if (size > PolicyReply.LARGEST - REST) {
            throw cannot("service `" + service.name() + "` has more operations than fit an answer");
        }
    }

    /** The resource that an operation is. */
    static String resource(Operation operation, ExecuteArn api) {
        return api.sibling(operation.method().name(), operation.path().text());
    }

    static UnreadableEventException cannot(String why) {
        return new UnreadableEventException("an answer that is kept can't cover the API, since " + why + ADVICE);
    }
}
