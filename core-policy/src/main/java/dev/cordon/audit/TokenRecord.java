package dev.cordon.audit;

import dev.cordon.network.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client asked of the token service and what came of it, in full: the client itself is told less. It never holds
 * a token or a secret. Immutable.
 *
 * @param time the instant of the request
 * @param asked what was asked, by whom
 * @param outcome what came of it
 */
public record TokenRecord(Instant time, Asked asked, Outcome outcome) {

    /**
     * What was asked. All of it is as the client wrote it, and nothing of it need be true.
     *
     * @param endpoint the endpoint: {@code token}, {@code introspection} or {@code revocation}
     * @param client who it says it is
     * @param source the address it asked from
     * @param grant the {@code grant_type}
     * @param edge whom it wants to call
     */
    public record Asked(
            String endpoint,
            Optional<String> client,
            Optional<IpAddress> source,
            Optional<String> grant,
            Optional<Edge> edge) {}

    /**
     * Whom a client wants to call.
     *
     * @param audience the target's name
     * @param resource the target's URL
     * @param purpose the flow
     * @param scopes the scopes; empty for all that there are
     */
    public record Edge(
            Optional<String> audience, Optional<String> resource, Optional<String> purpose, List<String> scopes) {

        /** Copies the list. */
        public Edge {
            scopes = List.copyOf(scopes);
        }
    }

    /** What came of a request. */
    public sealed interface Outcome {}

    /**
     * A token was made.
     *
     * @param id its {@code jti}
     * @param transaction its {@code txn}
     * @param flow the flow that it is for
     * @param scopes its scopes
     * @param expiresAt until when it is good
     */
    public record Issued(String id, String transaction, String flow, List<String> scopes, Instant expiresAt)
            implements Outcome {

        /** Copies the list. */
        public Issued {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * The client's chain was ended. What is no token of ours is {@link Answered} instead.
     *
     * @param transaction the {@code txn} whose tokens all ended
     */
    public record Revoked(String transaction) implements Outcome {}

    /** The request was answered, and no token made. */
    public record Answered() implements Outcome {}

    /**
     * The request was refused.
     *
     * @param error what the client was told
     * @param why why
     * @param alarm whether somebody must look: a right secret was shown whose time is over
     */
    public record Refused(String error, String why, boolean alarm) implements Outcome {

        /** A refusal that nobody need look at. */
        public Refused(String error, String why) {
            this(error, why, false);
        }
    }
}
