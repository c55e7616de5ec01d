package dev.cordon.aws.event;

import java.util.Optional;

/**
 * One question of API Gateway, read and found consistent.
 *
 * @param kind which authorizer asks
 * @param arn what is called
 * @param call the same in words of HTTP
 * @param shown what the caller showed
 * @param connection the id of the WebSocket connection that is being opened, where the event has one
 */
public record AuthorizerEvent(EventKind kind, ExecuteArn arn, Call call, Shown shown, Optional<String> connection) {

    /** One that opens no connection. */
    AuthorizerEvent(EventKind kind, ExecuteArn arn, Call call, Shown shown) {
        this(kind, arn, call, shown, Optional.empty());
    }

    /**
     * A call.
     *
     * @param method the HTTP method
     * @param path the path below stage and base path, percent-encoded; for a connection {@code /$connect}
     * @param route what API Gateway matched, where it says so
     */
    public record Call(String method, String path, Optional<Route> route) {}

    /** What the caller showed. Not a record, since it holds the token. */
    public static final class Shown {

        private final Optional<String> authorization;
        private final Optional<String> proof;
        private final Optional<String> source;
        private final Optional<String> certificate;

        Shown(
                Optional<String> authorization,
                Optional<String> proof,
                Optional<String> source,
                Optional<String> certificate) {
            this.authorization = authorization;
            this.proof = proof;
            this.source = source;
            this.certificate = certificate;
        }

        /** The value of the {@code Authorization} header, or of the header that a TOKEN authorizer names: a secret. */
        public Optional<String> authorization() {
            return authorization;
        }

        /** The value of the {@code DPoP} header; empty where there is none or more than one (RFC 9449 §4.3). */
        public Optional<String> proof() {
            return proof;
        }

        /** The address of the TCP connection to API Gateway; empty where the kind does not tell. */
        public Optional<String> source() {
            return source;
        }

        /** The client certificate of the handshake in PEM; empty where none was shown, or the kind does not tell. */
        public Optional<String> certificate() {
            return certificate;
        }

        @Override
        public String toString() {
            return "what the caller showed";
        }
    }
}
