package dev.cordon.aws.event;

import java.util.Optional;

/**
 * The kinds of question that API Gateway asks a Lambda authorizer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">Input
 *     of REST authorizers</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">HTTP
 *     APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">WebSocket
 *     APIs</a>
 */
public enum EventKind {
    /** A REST API's {@code TOKEN} authorizer: the token and the method's ARN, nothing else. */
    REST_TOKEN("rest-token"),
    /** A REST API's {@code REQUEST} authorizer. */
    REST_REQUEST("rest-request"),
    /** An HTTP API's authorizer with payload format 1.0. */
    HTTP_1("http-1.0"),
    /** An HTTP API's authorizer with payload format 2.0. */
    HTTP_2("http-2.0"),
    /** A WebSocket API's authorizer of the {@code $connect} route. */
    WEBSOCKET("websocket");

    private final String text;

    EventKind(String text) {
        this.text = text;
    }

    /** The name that configurations use. */
    public String text() {
        return text;
    }

    /** The kind of that name in configurations. */
    public static Optional<EventKind> of(String text) {
        for (EventKind kind : values()) {
            if (kind.text.equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether an HTTP API asks: it hands on paths decoded, and a thrown error has no documented status but 500. */
    public boolean isHttpApi() {
        return this == HTTP_1 || this == HTTP_2;
    }
}
