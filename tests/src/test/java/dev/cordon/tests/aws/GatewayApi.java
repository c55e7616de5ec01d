package dev.cordon.tests.aws;

import java.util.List;
import java.util.Map;

/**
 * An API as it was made in API Gateway.
 *
 * @param execution what the ARN of each call begins with: {@code arn:aws:execute-api:REGION:ACCOUNT:ID}
 * @param stage the stage that is called; {@code $default} stands in no path
 * @param authorizer asked for every route
 * @param headers what the integration sends the service: a header for each name of the authorizer's context
 */
record GatewayApi(String execution, String stage, Authorizer authorizer, Map<String, String> headers) {

    /**
     * An authorizer.
     *
     * @param kind what it asks
     * @param simple whether an HTTP API takes yes or no for an answer
     * @param ttl for how many seconds its answers are kept
     * @param sources what a call must carry, and what an answer is kept by
     */
    record Authorizer(Kind kind, boolean simple, int ttl, List<String> sources) {}

    /** What stands before each path. */
    String prefix() {
        return stage.equals("$default") ? "" : "/" + stage;
    }

    /** The ARN of a call. */
    String arn(String methodAndPath) {
        return execution + "/" + stage + "/" + methodAndPath;
    }

    String id() {
        return execution.split(":", -1)[5];
    }

    String account() {
        return execution.split(":", -1)[4];
    }

    String domain() {
        return id() + ".execute-api." + execution.split(":", -1)[3] + ".amazonaws.com";
    }
}
