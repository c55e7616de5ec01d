package dev.cordon.tests.aws;

/** The kinds of authorizer, by what they ask and what they take for an answer. */
enum Kind {
    /** A REST API's {@code TOKEN} authorizer. */
    REST_TOKEN,
    /** A REST API's {@code REQUEST} authorizer. */
    REST_REQUEST,
    /** An HTTP API's authorizer with payload 1.0. */
    HTTP_1,
    /** An HTTP API's authorizer with payload 2.0. */
    HTTP_2,
    /** A WebSocket API's authorizer of {@code $connect}. */
    WEBSOCKET;

    boolean isHttp() {
        return this == HTTP_1 || this == HTTP_2;
    }
}
