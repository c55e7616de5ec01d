package dev.cordon.aws.bridge;

import dev.cordon.aws.bridge.BridgeEvents.Happened;
import dev.cordon.aws.bridge.BridgeEvents.Outcome;
import dev.cordon.aws.bridge.BridgeReading.Why;
import dev.cordon.aws.event.EventFields;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.registry.ServiceEvent.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of AWS's own APIs, as CloudTrail records them: at best once, and minutes later.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">
 *     Contents of a record</a>
 */
final class ApiCalls {

    /** Lambda's calls carry the date of their version: {@code UpdateFunctionCode20150331v2}. */
    private static final Pattern LAMBDA = Pattern.compile("([A-Za-z]+?)(?:[0-9]{8}(?:v[0-9]+)?)?");

    private static final Map<String, Kind> OF_FUNCTIONS = Map.of(
            "CreateFunction", Kind.DEPLOYED,
            "UpdateFunctionCode", Kind.DEPLOYED,
            "PublishVersion", Kind.DEPLOYED,
            "UpdateFunctionConfiguration", Kind.CONFIGURED,
            "DeleteFunction", Kind.RETIRED);

    /** A name, or an ARN or a part of one, and perhaps a version or an alias. */
    private static final Pattern FUNCTION = Pattern.compile(
            "(?:(?:arn:aws[a-z-]*:lambda:)?(?:[a-z0-9-]+:)?(?:[0-9]{12}:)?function:)?([A-Za-z0-9_-]{1,140})(?::([A-Za-z0-9$_-]{1,128}))?");

    private static final Map<String, Kind> OF_APIS = Map.ofEntries(
            Map.entry("CreateRestApi", Kind.CONFIGURED),
            Map.entry("ImportRestApi", Kind.CONFIGURED),
            Map.entry("PutRestApi", Kind.CONFIGURED),
            Map.entry("CreateDeployment", Kind.DEPLOYED),
            Map.entry("DeleteStage", Kind.CONFIGURED),
            Map.entry("DeleteRestApi", Kind.RETIRED),
            Map.entry("CreateApi", Kind.CONFIGURED),
            Map.entry("ImportApi", Kind.CONFIGURED),
            Map.entry("CreateRoute", Kind.CONFIGURED),
            Map.entry("UpdateRoute", Kind.CONFIGURED),
            Map.entry("DeleteRoute", Kind.CONFIGURED),
            Map.entry("DeleteApi", Kind.RETIRED));

    private static final String LATEST = "$LATEST";

    private ApiCalls() {}

    static Outcome read(EventFields detail) throws UnreadableEventException {
        if (detail.has("errorCode") || detail.has("errorMessage")) {
            return Outcome.passed(Why.CALL_FAILED);
        }
        String name = detail.required("eventName");
        return switch (detail.required("eventSource")) {
            case "lambda.amazonaws.com" -> ofFunction(name, detail);
            case "ecs.amazonaws.com" -> name.equals("DeleteService") ? ofEcsService(detail) : Outcome.passed(Why.OTHER);
            case "apigateway.amazonaws.com" -> ofApi(name, detail);
            default -> Outcome.passed(Why.OTHER);
        };
    }

    private static Outcome ofFunction(String name, EventFields detail) throws UnreadableEventException {
        Matcher call = LAMBDA.matcher(name);
        Kind kind = call.matches() ? OF_FUNCTIONS.get(call.group(1)) : null;
        if (kind == null) {
            return Outcome.passed(Why.OTHER);
        }
        EventFields asked = detail.object("requestParameters");
        Matcher function = FUNCTION.matcher(asked.required("functionName"));
        if (!function.matches()) {
            return Outcome.passed(Why.NO_SERVICE);
        }
        if (kind == Kind.RETIRED && (function.group(2) != null || asked.has("qualifier"))) {
            return Outcome.passed(Why.OF_ONE_VERSION);
        }
        if (asked.isTrue("dryRun")) {
            return Outcome.passed(Why.CALL_TRIED);
        }
        String called = function.group(1);
        return Outcome.of(new Happened(
                kind,
                "lambda/" + called,
                Optional.of(called),
                kind == Kind.DEPLOYED ? revision(detail.object("responseElements")) : Optional.empty(),
                detail.required("eventID"),
                at(detail)));
    }

    /** The version that was published, or else the hash of the code. */
    private static Optional<String> revision(EventFields answered) throws UnreadableEventException {
        Optional<String> version = answered.text("version").filter(text -> !text.equals(LATEST));
        return version.isPresent() ? version : answered.text("codeSha256");
    }

    private static Outcome ofEcsService(EventFields detail) throws UnreadableEventException {
        EventFields asked = detail.object("requestParameters");
        return new Outcome(
                EcsDeployments.ended(
                        asked.text("cluster").orElse("default"),
                        asked.required("service"),
                        detail.required("eventID"),
                        at(detail)),
                Why.OTHER);
    }

    /** REST APIs and those of version 2 spell their id in three ways, new ones in what is answered. */
    private static Outcome ofApi(String name, EventFields detail) throws UnreadableEventException {
        Kind kind = OF_APIS.get(name);
        if (kind == null) {
            return Outcome.passed(Why.OTHER);
        }
        EventFields asked = detail.object("requestParameters");
        EventFields answered = detail.object("responseElements");
        Optional<String> api = asked.text("restApiId");
        if (api.isEmpty()) {
            api = asked.text("apiId");
        }
        if (api.isEmpty() && !name.equals("CreateDeployment")) {
            api = answered.text("apiId");
            if (api.isEmpty()) {
                api = answered.text("id");
            }
        }
        if (api.isEmpty()) {
            return Outcome.passed(Why.NO_SERVICE);
        }
        return Outcome.of(new Happened(
                kind,
                "apigateway/" + api.get(),
                Optional.empty(),
                kind == Kind.DEPLOYED ? deployment(answered) : Optional.empty(),
                detail.required("eventID"),
                at(detail)));
    }

    private static Optional<String> deployment(EventFields answered) throws UnreadableEventException {
        Optional<String> second = answered.text("deploymentId");
        return second.isPresent() ? second : answered.text("id");
    }

    private static Instant at(EventFields detail) throws UnreadableEventException {
        return Instant.parse(detail.required("eventTime"));
    }
}
