package dev.cordon.mesh.admin;

import dev.cordon.document.Json;

/** What an operator is answered. It may hold a new secret, and so does not print what it says. */
public final class AdminAnswer {

    private static final int LONGEST_MESSAGE = 1_000;

    /** How it went. */
    public enum Status {
        /** What was asked is answered or done. */
        DONE(200),
        /** As things are, it can't be. */
        REFUSED(409),
        /** What was asked is not understood. */
        BAD_REQUEST(400),
        /** It may or may not have been done: the store does not answer. */
        UNAVAILABLE(503);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        /** Its HTTP status (RFC 9110 §15). */
        int code() {
            return code;
        }
    }

    private final Status status;
    private final Json.Members body;

    AdminAnswer(Status status, Json.Members body) {
        this.status = status;
        this.body = body;
    }

    static AdminAnswer done(Json.Members body) {
        return new AdminAnswer(Status.DONE, body);
    }

    /** Anything but {@link Status#DONE}; a message may quote what was asked, which must not steer a terminal. */
    static AdminAnswer failed(Status status, String message) {
        String line = message.replaceAll("\\p{Cntrl}", "?");
        return new AdminAnswer(
                status,
                Json.object()
                        .put("message", line.substring(0, Math.min(line.length(), LONGEST_MESSAGE)))
                        .build());
    }

    /** How it went. */
    public Status status() {
        return status;
    }

    /** What was asked for. Where that is not {@link Status#DONE}, the member {@code message} says why. */
    public Json.Members reveal() {
        return body;
    }

    /** Why it was not done, and what to do. */
    public String message() {
        return body.find("message").orElse(new Json.Null()) instanceof Json.Text text
                ? text.value()
                : "no reason given";
    }

    @Override
    public String toString() {
        return "answer " + status;
    }
}
