package dev.cordon.tests.aws;

import java.nio.charset.StandardCharsets;

/** What an invocation of a function came to. */
sealed interface Outcome {

    /** The handler returned. */
    final class Answer implements Outcome {

        private final byte[] body;

        Answer(byte[] body) {
            this.body = body;
        }

        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The handler threw, or the function could not start.
     *
     * @param type the error's type as the runtime reports it
     * @param message its message
     */
    record Failure(String type, String message) implements Outcome {}
}
