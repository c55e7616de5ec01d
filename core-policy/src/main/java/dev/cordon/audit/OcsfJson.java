package dev.cordon.audit;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record as an event of the Open Cybersecurity Schema Framework: class API Activity (6003) with the profile
 * {@code security_control}. See {@code docs/decision-log.md}.
 */
public final class OcsfJson {

    /** The version of the schema that events name. */
    public static final String VERSION = "1.3.0";

    private static final int CATEGORY = 6;
    private static final int CLASS = 6003;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String UNKNOWN = "unknown";

    /** What this schema has no place for. */
    private static final List<String> UNMAPPED = List.of(
            "actors",
            "certificate",
            "decided",
            "enforced",
            "jti",
            "kid",
            "mode",
            "origin",
            "pathDefect",
            "point",
            "shadowed",
            "step",
            "tokenHash");

    private final Json.Members line;

    private OcsfJson(Json.Members line) {
        this.line = line;
    }

    /** The event that a line of the decision log is; empty where it is no record of a call. */
    public static Optional<Json.Members> of(Json.Members line) {
        OcsfJson record = new OcsfJson(line);
        Optional<Instant> time = record.time();
        return time.isPresent() && record.has("id") && record.has("outcome")
                ? Optional.of(record.event(time.get()))
                : Optional.empty();
    }

    private Optional<Instant> time() {
        try {
            return text("time").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Json.Members event(Instant time) {
        Activity activity = Activity.of(text("method").orElse(""));
        JsonObjectBuilder event = Json.object()
                .put("activity_id", activity.id())
                .put("activity_name", activity.caption())
                .put("actor", actor())
                .put("api", api())
                .put("category_name", "Application Activity")
                .put("category_uid", CATEGORY)
                .put("class_name", "API Activity")
                .put("class_uid", CLASS)
                .put("metadata", metadata())
                .put("severity_id", isAllowed() ? 1 : 2)
                .put("src_endpoint", source())
                .put("time", time.toEpochMilli())
                .put("type_uid", CLASS * 100L + activity.id());
        if (line.find("latencyNanos").orElse(null) instanceof Json.Whole nanos) {
            event.put("duration", nanos.value() / NANOS_PER_MILLI);
        }
        event.put("dst_endpoint", destination()).put("http_request", request());
        control(event);
        status(event);
        JsonObjectBuilder unmapped = Json.object();
        UNMAPPED.forEach(name -> unmapped.put(name, line.find(name)));
        return event.put("unmapped", unmapped.build()).build();
    }

    /** An activity of the class: what the method does to a resource. */
    private record Activity(long id, String caption) {

        static Activity of(String method) {
            return switch (method) {
                case "POST" -> new Activity(1, "Create");
                case "GET", "HEAD" -> new Activity(2, "Read");
                case "PUT", "PATCH" -> new Activity(3, "Update");
                case "DELETE" -> new Activity(4, "Delete");
                case "" -> new Activity(0, "Unknown");
                default -> new Activity(99, method);
            };
        }
    }

    /** The profile {@code security_control}. A deny that was not enforced is an allowed call that was logged. */
    private void control(JsonObjectBuilder event) {
        boolean goesOn = isAllowed() || line.find("enforced").equals(Optional.of(Json.of(false)));
        event.put("action_id", goesOn ? 1 : 2)
                .put("action", goesOn ? "Allowed" : "Denied")
                .put("disposition_id", isAllowed() ? 1 : goesOn ? 17 : 2)
                .put("disposition", isAllowed() ? "Allowed" : goesOn ? "Logged" : "Blocked");
        JsonObjectBuilder authorization = Json.object().put("decision", isAllowed() ? "allowed" : "denied");
        text("flow")
                .or(() -> text("forbid"))
                .ifPresent(rule -> authorization.put(
                        "policy",
                        Json.object().put("name", rule).put("uid", rule).build()));
        event.put("authorizations", Json.array(List.of(authorization.build())));
        if (line.find("madeFrom").orElse(null) instanceof Json.Members from) {
            event.put(
                    "policy",
                    Json.object()
                            .put("name", from.find("policy"))
                            .put("uid", from.find("hash"))
                            .put("group", from.find("environment").map(OcsfJson::named))
                            .put("version", from.find("sequence").map(sequence -> Json.of(sequence.toString())))
                            .build());
        }
    }

    private void status(JsonObjectBuilder event) {
        event.put("status_id", isAllowed() ? 1 : 2)
                .put("status", isAllowed() ? "Success" : "Failure")
                .put("status_code", line.find("reason"))
                .put("message", isAllowed() ? "allow" : "deny " + text("reason").orElse(UNKNOWN));
        if (line.find("why").orElse(null) instanceof Json.Items why) {
            List<String> findings = why.list().stream().map(OcsfJson::plain).toList();
            event.put("status_detail", String.join("; ", findings));
        }
        line.find("status")
                .ifPresent(code -> event.put(
                        "http_response", Json.object().put("code", code).build()));
    }

    private Json actor() {
        JsonObjectBuilder actor = Json.object().put("app_name", text("caller").orElse(UNKNOWN));
        text("issuer")
                .ifPresent(issuer ->
                        actor.put("idp", Json.object().put("name", issuer).build()));
        return actor.build();
    }

    private Json api() {
        JsonObjectBuilder api = Json.object()
                .put("operation", text("operation").or(() -> text("method")).orElse(UNKNOWN))
                .put("request", Json.object().put("uid", text("id").orElse("")).build());
        target().ifPresent(name ->
                api.put("service", Json.object().put("name", name).build()));
        return api.build();
    }

    private Json source() {
        JsonObjectBuilder endpoint =
                Json.object().put("ip", line.find("source")).put("svc_name", line.find("caller"));
        return has("source") || has("caller")
                ? endpoint.build()
                : Json.object().put("name", UNKNOWN).build();
    }

    private Optional<Json> destination() {
        return target().isEmpty() && !has("host")
                ? Optional.empty()
                : Optional.of(Json.object()
                        .put("hostname", line.find("host"))
                        .put("svc_name", target().map(Json::of))
                        .build());
    }

    private Optional<Json> request() {
        if (!has("method")) {
            return Optional.empty();
        }
        JsonObjectBuilder request = Json.object().put("http_method", line.find("method"));
        if (has("path") || has("host")) {
            request.put(
                    "url",
                    Json.object()
                            .put("hostname", line.find("host"))
                            .put("path", line.find("path"))
                            .build());
        }
        return Optional.of(request.build());
    }

    private Json metadata() {
        return Json.object()
                .put("correlation_uid", line.find("txn"))
                .put("log_name", "decision-log")
                .put("original_time", text("time").orElse(""))
                .put(
                        "product",
                        Json.object()
                                .put("name", "Cordon")
                                .put("vendor_name", "Cordon")
                                .build())
                .put("profiles", Json.texts(List.of("security_control")))
                .put("uid", text("id").orElse(""))
                .put("version", VERSION)
                .build();
    }

    private boolean isAllowed() {
        return text("outcome").filter("allow"::equals).isPresent();
    }

    private Optional<String> target() {
        return text("target").or(() -> text("service"));
    }

    private boolean has(String member) {
        return line.find(member).isPresent();
    }

    private Optional<String> text(String member) {
        return line.find(member).filter(Json.Text.class::isInstance).map(OcsfJson::plain);
    }

    private static Json named(Json name) {
        return Json.object().put("name", name).build();
    }

    private static String plain(Json value) {
        return value instanceof Json.Text text ? text.value() : value.toString();
    }
}
