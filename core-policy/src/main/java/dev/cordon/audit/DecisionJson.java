package dev.cordon.audit;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Revisions;
import dev.cordon.decision.TraceLine;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.request.Target;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The JSON form of a record, in one line: names are stable, see {@code docs/decision-log.md}. A member that does not
 * apply is absent, never null. What a caller wrote appears only where it is harmless: the path in its one canonical
 * form or not at all, method and host shortened and in printable ASCII.
 */
public final class DecisionJson {

    /** The longest method or host that is written, in characters. */
    private static final int LONGEST = 253;

    private DecisionJson() {}

    /** The record as one line of JSON (RFC 8785 canonical form), without the line's end. */
    public static String line(DecisionRecord decision) {
        JsonObjectBuilder json = Json.object()
                .put("id", decision.id())
                .put("time", decision.time().toString())
                .put("point", decision.point().name())
                .put("enforced", decision.point().enforced())
                .put("latencyNanos", Math.min(decision.point().latency(), Json.LARGEST))
                .put("outcome", decision.stop().isEmpty() ? "allow" : "deny");
        decision.stop().ifPresent(stop -> stop(json, stop));
        decision.subject().call().ifPresent(call -> call(json, call));
        decision.subject().judgement().ifPresent(judgement -> judgement(json, judgement));
        List<TraceLine> why = decision.subject().why();
        if (!why.isEmpty()) {
            json.put("why", Json.array(why.stream().map(DecisionJson::finding).toList()));
        }
        return json.build().toCanonical();
    }

    private static void stop(JsonObjectBuilder json, DecisionRecord.Stop stop) {
        json.put("reason", stop.reason().name())
                .put("step", word(stop.reason().step()))
                .put("status", stop.reason().status())
                .put("retryAfterMillis", stop.retryAfter().map(wait -> Json.of(wait.toMillis())));
    }

    private static Json finding(TraceLine line) {
        return Json.of(word(line.step()) + ": " + printable(line.finding(), Integer.MAX_VALUE));
    }

    private static void call(JsonObjectBuilder json, DecisionRecord.Call call) {
        json.put("method", printable(call.method(), LONGEST))
                .put("pathDefect", call.path().defect().map(defect -> Json.of(word(defect))))
                .put("tokenHash", call.token().map(hash -> Json.of(hash.toString())))
                .put("certificate", call.certificate().map(print -> Json.of(print.text())))
                .put("source", call.source().map(address -> Json.of(address.toString())));
        if (call.path().isClear()) {
            json.put("path", call.path().canonical());
        }
        if (call.target() instanceof Target.OfHost host) {
            json.put("host", printable(host.host(), LONGEST));
        }
    }

    private static void judgement(JsonObjectBuilder json, Judgement judgement) {
        Decision decision = judgement.decision();
        json.put("decided", decision.isAllow() ? "allow" : "deny")
                .put("target", text(judgement.target()))
                .put("operation", text(judgement.operation()))
                .put("caller", text(judgement.caller()));
        judgement.token().ifPresent(token -> token(json, token));
        if (decision instanceof Decision.Allow allow) {
            json.put("flow", allow.flow().text())
                    .put("shadowed", allow.shadowed().map(reason -> Json.of(reason.name())));
        } else if (decision instanceof Decision.Deny deny) {
            json.put(
                    deny.reason() == Reason.FORBIDDEN ? "forbid" : "flow",
                    deny.rule().map(Json::of));
        }
        revisions(json, decision.madeFrom());
    }

    private static void token(JsonObjectBuilder json, VerifiedToken token) {
        json.put("issuer", token.issuer().text())
                .put("jti", text(Optional.of(token.id())))
                .put("origin", text(Optional.of(token.origin())));
        if (!token.actors().isEmpty()) {
            json.put(
                    "actors",
                    Json.texts(token.actors().stream()
                            .map(actor -> printable(actor, LONGEST))
                            .toList()));
        }
        json.put("txn", text(Optional.ofNullable(token.transaction())));
    }

    private static void revisions(JsonObjectBuilder json, Revisions revisions) {
        PolicyRevision policy = revisions.policy();
        json.put(
                "madeFrom",
                Json.object()
                        .put("policy", policy.policy().text())
                        .put("environment", policy.environment().text())
                        .put("sequence", policy.sequence())
                        .put("hash", policy.hash())
                        .put("registry", revisions.registry())
                        .put("revocations", revisions.revocations())
                        .put("keys", revisions.keys())
                        .build());
    }

    private static Optional<Json> text(Optional<?> value) {
        return value.map(present -> Json.of(printable(present.toString(), LONGEST)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Callers choose some texts: nothing of theirs may confuse a terminal or a log's reader. */
    private static String printable(String text, int longest) {
        String part = text.length() > longest ? text.substring(0, longest) : text;
        boolean clean = part.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return clean ? part : part.replaceAll("[^ -~]", "?");
    }
}
