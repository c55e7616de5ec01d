package dev.cordon.authzen;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.gate.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a decision (Authorization API 1.0 §5.5). Its context tells an enforcement point under which id the record
 * is found and what to tell the caller, and nothing of the policy: reasons are in the log.
 */
final class Decisions {

    private static final long BAD_REQUEST = 400;

    private Decisions() {}

    /** The denial of an evaluation that is not as it must be (§7.2.1), wherever the enforcement point observes too. */
    static Json error(Answer answer, String why) {
        Json error =
                Json.object().put("message", why).put("status", BAD_REQUEST).build();
        return decision(false, Json.object().put("decision_id", answer.id()).put("error", error));
    }

    /**
     * A decision.
     *
     * @param nonce the nonce for the caller's next DPoP proof (RFC 9449 §8), or null
     */
    static Json of(Answer answer, @Nullable String nonce) {
        JsonObjectBuilder context = Json.object()
                .put("decision_id", answer.id())
                .put("dpop_nonce", Optional.ofNullable(nonce).map(Json::of));
        if (!answer.goesOn()) {
            context.put(
                            "reason_user",
                            Json.object()
                                    .put(Integer.toString(answer.status()), phrase(answer.status()))
                                    .build())
                    .put("retry_after", answer.retryAfterSeconds().map(Json::of));
        }
        return decision(answer.goesOn(), context);
    }

    private static Json decision(boolean permits, JsonObjectBuilder context) {
        return Json.object()
                .put("context", context.build())
                .put("decision", permits)
                .build();
    }

    private static String phrase(int status) {
        return switch (status) {
            case 401 -> "Unauthorized";
            case 429 -> "Too Many Requests";
            default -> "Forbidden";
        };
    }
}
