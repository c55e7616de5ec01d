package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.ClientTrust;
import java.util.Set;

/**
 * What an authorizer is for, and how it answers.
 *
 * @param kinds the kinds of authorizer as which it is attached
 * @param targets which API stands before which service
 * @param caching how long API Gateway keeps its answers
 * @param clients how client certificates are verified once more
 * @param wording how it answers
 * @param observes whether it lets every call through, and only records what it decides
 */
public record AuthorizerSettings(
        Set<EventKind> kinds,
        Targets targets,
        Caching caching,
        ClientTrust clients,
        Wording wording,
        boolean observes) {

    /**
     * How an authorizer answers.
     *
     * @param simple whether payload 2.0 gets {@code {"isAuthorized":…}}, which the HTTP API must have enabled
     * @param unauthorized whether REST and WebSocket APIs get an error {@code Unauthorized}, and so callers a 401, for
     *     reasons of that status; else all denials are policies and 403
     */
    public record Wording(boolean simple, boolean unauthorized) {}

    /**
     * Those of an authorizer that enforces.
     *
     * @throws IllegalArgumentException where an answer could not be both kept and right, saying what to write
     */
    public AuthorizerSettings(
            Set<EventKind> kinds, Targets targets, Caching caching, ClientTrust clients, Wording wording) {
        this(kinds, targets, caching, clients, wording, false);
    }

    /** @throws IllegalArgumentException where an answer could not be both kept and right, saying what to write */
    public AuthorizerSettings {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("name at least one kind");
        }
        if (caching.isKept() && kinds.size() > 1) {
            throw new IllegalArgumentException("answers are kept, so name the one kind of authorizer that keeps them");
        }
        if (caching.isKept() && observes) {
            // what is let through for one call would be let through for others, unrecorded
            throw new IllegalArgumentException("an observing authorizer sees every call: keep no answers, write 0");
        }
        if (caching.isKept() && caching.isForWholeApi() && wording.simple()) {
            // a cached `true` would let every call of the caller through
            throw new IllegalArgumentException("a simple answer that is kept needs method and path among the identity"
                    + " sources: add `$context.httpMethod` and `$context.path`, or answer with policies");
        }
    }

    /**
     * The same for a first roll-out: every call is let through ({@link dev.cordon.gate.Gate#observing}).
     *
     * @throws IllegalArgumentException where answers are kept
     */
    public AuthorizerSettings observing() {
        return new AuthorizerSettings(kinds, targets, caching, clients, wording, true);
    }
}
