package dev.cordon.aws.control;

import dev.cordon.lifecycle.Finding;
import dev.cordon.registry.ServiceEvent;
import java.util.List;
import java.util.Optional;

/** Where what the control plane does is told. Implementations are safe for use by many threads, and never throw. */
public interface ControlLog {

    /** What became of a message. */
    enum Outcome {
        /** What follows from it is written: {@code why} says which disposition it has. */
        SETTLED,
        /** Nothing follows from it. */
        PASSED,
        /** It must not be believed. */
        REFUSED,
        /** A store did not answer, and it comes again. */
        UNAVAILABLE
    }

    /**
     * A message of the queue.
     *
     * @param message its id
     * @param event what it tells; empty where it tells of no service
     * @param outcome what became of it
     * @param why in a word or a line, without anything secret
     */
    void event(String message, Optional<ServiceEvent> event, Outcome outcome, String why);

    /** What the reconciler found. */
    void findings(List<Finding> findings);

    /** A line for operators, without anything secret. */
    void notice(String line);
}
