package dev.cordon.aws.authorizer;

/**
 * The function fails on purpose, because no answer that can be written means what is meant. API Gateway turns the
 * message {@code Unauthorized} into a 401 for REST and WebSocket APIs, every other one into a 500.
 */
public final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String UNAUTHORIZED = "Unauthorized";

    private NoAnswerException(String message) {
        super(message, null, false, false);
    }

    /** Callers get a 401. */
    static NoAnswerException unauthorized() {
        return new NoAnswerException(UNAUTHORIZED);
    }

    /** Callers get a 500, and nothing is kept. */
    static NoAnswerException because(String why) {
        return new NoAnswerException("cordon: " + why);
    }
}
