package dev.cordon.aws.bridge;

import dev.cordon.aws.bridge.BridgeEvents.Happened;
import dev.cordon.aws.bridge.BridgeEvents.Outcome;
import dev.cordon.aws.bridge.BridgeReading.Why;
import dev.cordon.aws.event.EventFields;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.registry.ServiceEvent.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deployments of ECS services. One that has begun may be a rollback, and one that failed is followed by another: only
 * what is completed says which revision runs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html">Events</a>
 */
final class EcsDeployments {

    /** With the cluster, as all new ARNs have it. */
    private static final Pattern SERVICE =
            Pattern.compile("arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:service/([^/]{1,255})/([^/]{1,255})");

    private EcsDeployments() {}

    static Outcome read(EventFields event, EventFields detail) throws UnreadableEventException {
        String name = detail.required("eventName");
        if (!name.startsWith("SERVICE_DEPLOYMENT_")) {
            return Outcome.passed(Why.OTHER);
        }
        if (!name.equals("SERVICE_DEPLOYMENT_COMPLETED")) {
            return Outcome.passed(Why.NOT_COMPLETED);
        }
        Matcher service = SERVICE.matcher(event.onlyText("resources"));
        if (!service.matches()) {
            return Outcome.passed(Why.NO_SERVICE);
        }
        return Outcome.of(new Happened(
                Kind.DEPLOYED,
                resource(service.group(1), service.group(2)),
                Optional.of(service.group(2)),
                Optional.of(detail.required("deploymentId")),
                event.required("id"),
                Instant.parse(detail.required("updatedAt"))));
    }

    static String resource(String cluster, String service) {
        return "ecs/" + cluster + "/" + service;
    }

    /** The service that an ARN names, or a name and a cluster; the cluster may be an ARN too. */
    static Optional<Happened> ended(String cluster, String service, String id, Instant at) {
        Matcher arn = SERVICE.matcher(service);
        String name = arn.matches() ? arn.group(2) : service;
        String in = arn.matches() ? arn.group(1) : cluster.substring(cluster.lastIndexOf('/') + 1);
        return Optional.of(new Happened(Kind.RETIRED, resource(in, name), Optional.of(name), Optional.empty(), id, at));
    }
}
