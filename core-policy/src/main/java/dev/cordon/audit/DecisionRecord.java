package dev.cordon.audit;

import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.decision.TraceLine;
import dev.cordon.limit.Bucket;
import dev.cordon.network.IpAddress;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one call: the decision, and beside it what became of it. It never holds a token. Immutable.
 *
 * @param id the id that callers and upstream services see
 * @param time the instant of the call
 * @param point who decided
 * @param subject what was decided
 * @param stop why the call ended at the enforcement point, in the end; empty where it went on
 */
public record DecisionRecord(String id, Instant time, Point point, Subject subject, Optional<Stop> stop) {

    /**
     * Who decided.
     *
     * @param name the enforcement point's name
     * @param enforced whether a deny stopped the call; false where the point only observes
     * @param latency from the call's instant to its answer, in nanoseconds
     */
    public record Point(String name, boolean enforced, long latency) {}

    /**
     * What was decided.
     *
     * @param call the call; empty where it could not be made out
     * @param judgement the decision as decided, before it was settled; empty where there was none
     * @param why how a denial came about, step by step; of an allow, what was not settled as it should be
     */
    public record Subject(Optional<Call> call, Optional<Judgement> judgement, List<TraceLine> why) {

        /** Copies the list. */
        public Subject {
            why = List.copyOf(why);
        }
    }

    /**
     * What was attempted, with evidence by its hash only.
     *
     * @param target who is called
     * @param method the HTTP method, as the request spells it
     * @param path the path
     * @param token the token shown, by its hash
     * @param certificate what is known of a client certificate
     * @param source the caller's address, where it is known
     * @param asking who asks about the call, where the enforcement point does not decide itself
     */
    public record Call(
            Target target,
            String method,
            RequestPath path,
            Optional<Shown> token,
            CertificateEvidence certificate,
            Optional<IpAddress> source,
            Optional<Asking> asking) {

        /** The call of a request. */
        public static Call of(AccessRequest request) {
            return new Call(
                    request.target(),
                    request.method(),
                    request.path(),
                    Optional.ofNullable(request.token()).map(Shown::of),
                    request.certificate(),
                    Optional.ofNullable(request.source()),
                    Optional.ofNullable(request.asking()));
        }
    }

    /**
     * A token as it was shown.
     *
     * @param hash the SHA-256 of its text
     * @param scheme how it was shown
     * @param proof whether a DPoP proof came with it
     */
    public record Shown(TokenHash hash, PresentedToken.Scheme scheme, boolean proof) {

        private static Shown of(PresentedToken token) {
            return new Shown(token.hash(), token.scheme(), token.proof().isPresent());
        }
    }

    /**
     * Why a call ended.
     *
     * @param reason the reason
     * @param retryAfter how long to wait before another call can succeed, where waiting helps
     * @param limit whose calls the rate counts that is used up, where that is why
     */
    public record Stop(Reason reason, Optional<Duration> retryAfter, Optional<Bucket.Kind> limit) {

        /** An end that no rate has to do with. */
        public static Stop because(Reason reason) {
            return new Stop(reason, Optional.empty(), Optional.empty());
        }
    }

    /** Names the record. */
    @Override
    public String toString() {
        return "decision " + id + ": " + stop.map(end -> end.reason().name()).orElse("allow");
    }
}
