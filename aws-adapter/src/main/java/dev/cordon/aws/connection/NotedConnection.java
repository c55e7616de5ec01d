package dev.cordon.aws.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is noted of a connection. Immutable.
 *
 * @param id as API Gateway names it
 * @param until when it can't be open any more; empty where the note is damaged
 * @param record of the decision to open it, as the decision log writes it; empty where the note is damaged
 */
public record NotedConnection(String id, Optional<Instant> until, Optional<String> record) {

    /** API Gateway closes every connection after two hours; the rest is for a handshake, and for clocks that differ. */
    public static final Duration LONGEST = Duration.ofHours(2).plusMinutes(10);

    /** Until then a handshake may go on, and a connection that is not there may still come. */
    private static final Duration HANDSHAKE = Duration.ofMinutes(1);

    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    /**
     * Whether API Gateway may name a connection so, as far as is known: its documentation says nothing of their form.
     */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** One that is being opened. */
    public static NotedConnection opening(String id, Instant now, String record) {
        return new NotedConnection(id, Optional.of(now.plus(LONGEST)), Optional.of(record));
    }

    /** Whether it can't be open any more. */
    boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }

    /** Whether it may be that it is not open yet. */
    boolean mayBeOpening(Instant now) {
        return until.isPresent() && now.isBefore(until.get().minus(LONGEST).plus(HANDSHAKE));
    }
}
