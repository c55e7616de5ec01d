package dev.cordon.audit;

import dev.cordon.document.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * A change that an operator asked for, and what came of it. It never holds a secret: whoever makes one leaves out what
 * could be. Immutable.
 *
 * @param time the instant of the answer
 * @param by who asked
 * @param operation what was asked, such as {@code revocations/add}
 * @param arguments what with, as it was asked; nothing of it need be true
 * @param outcome what came of it
 */
public record AdministrationRecord(Instant time, String by, String operation, Json.Members arguments, Outcome outcome) {

    /**
     * What came of it.
     *
     * @param result {@code done}, {@code refused}, {@code bad-request}, or {@code unavailable} where it may or may not
     *     be done
     * @param message of what was not done: why
     * @param touched of what was done: what it was done to
     */
    public record Outcome(String result, Optional<String> message, Json.Members touched) {}
}
