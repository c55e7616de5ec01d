package dev.cordon.aws.store;

import java.time.Duration;

/**
 * How long a caller waits for AWS.
 *
 * @param connect for a connection
 * @param silence for the next bytes of an answer
 * @param call for a whole call with its attempts; a backstop, since it also runs while a slow processor loads classes
 * @param attempts how often a call is tried
 */
record Patience(Duration connect, Duration silence, Duration call, int attempts) {

    /** A call of the function to read the head waits for the network for about a second in all. */
    static final Patience HEAD = new Patience(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(3), 2);

    /** The function reads a whole object within the time that API Gateway leaves an authorizer (10 s). */
    static final Patience OBJECT =
            new Patience(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3), 2);

    /** A step of the control plane, which nobody waits for, and which is tried again. */
    static final Patience CONTROL =
            new Patience(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(8), 3);

    /** Somebody at a terminal, perhaps behind a slow line. */
    static final Patience TERMINAL =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(2), 3);
}
