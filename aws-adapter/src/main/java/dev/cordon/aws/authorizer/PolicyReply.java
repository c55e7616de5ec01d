package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.ExecuteArn;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.gate.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answers that API Gateway takes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">Output
 *     of REST authorizers</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Output
 *     for HTTP APIs</a>
 */
final class PolicyReply {

    /**
     * The largest answer, in bytes: the <a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">quota
     * of WebSocket authorizers</a>. For other APIs none is documented, and the same is kept to.
     */
    static final int LARGEST = 8 * 1024;

    /** The principal of a call that nobody is vouched for. */
    private static final String NOBODY = "none";

    private static final Json INVOKE = Json.of("execute-api:Invoke");

    private PolicyReply() {}

    /** A policy that allows exactly these resources to the caller that passes, or to nobody known. */
    static byte[] allow(Answer answer, List<String> resources, Optional<String> flow) {
        String caller = answer.passage().map(passage -> passage.caller().text()).orElse(NOBODY);
        return policy(caller, List.of(statement("Allow", resources)), context(answer, flow));
    }

    /** A policy that denies one call, and allows what else the caller may do. */
    static byte[] deny(Answer answer, ExecuteArn called, List<String> granted) {
        List<Json> statements = new ArrayList<>();
        if (!granted.isEmpty()) {
            statements.add(statement("Allow", granted));
        }
        // what can't be named exactly is denied by not being named: the policy then speaks of a method that there isn't
        String denied = called.isExactResource() ? called.text() : called.sibling("NONE", "/");
        statements.add(statement("Deny", List.of(denied)));
        return policy(NOBODY, statements, context(answer, Optional.empty()));
    }

    /** The simple answer of HTTP APIs. */
    static byte[] simple(Answer answer, Optional<String> flow) {
        return Json.object()
                .put("isAuthorized", answer.goesOn())
                .put("context", context(answer, flow))
                .build()
                .toCanonicalBytes();
    }

    private static byte[] policy(String principal, List<Json> statements, Json context) {
        return Json.object()
                .put("principalId", principal)
                .put(
                        "policyDocument",
                        Json.object()
                                .put("Version", "2012-10-17")
                                .put("Statement", Json.array(statements))
                                .build())
                .put("context", context)
                .build()
                .toCanonicalBytes();
    }

    private static Json statement(String effect, List<String> resources) {
        return Json.object()
                .put("Action", INVOKE)
                .put("Effect", effect)
                .put("Resource", Json.texts(resources))
                .build();
    }

    /** Strings only: REST APIs take nothing else that upstream services could tell apart. */
    private static Json context(Answer answer, Optional<String> flow) {
        JsonObjectBuilder context = Json.object().put("decision", answer.id());
        answer.passage()
                .ifPresent(passage -> context.put("caller", passage.caller().text())
                        .put("segment", passage.segment().text())
                        .put("flow", flow.map(Json::of)));
        return context.build();
    }
}
