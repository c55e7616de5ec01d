package dev.cordon.mesh.cloudevents;

/** What was sent is no event that could be taken, and never will be: the message says what is wrong. */
public final class CloudEventRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    CloudEventRefusedException(String message) {
        super(message);
    }
}
