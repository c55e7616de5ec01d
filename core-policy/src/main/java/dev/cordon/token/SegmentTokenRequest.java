package dev.cordon.token;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a segment token shall say.
 *
 * @param caller {@code client_id}
 * @param target the one {@code aud}
 * @param purpose the one flow that may allow
 * @param scopes the scopes, each once
 * @param ttl from {@code iat} to {@code exp}, at least a second, in whole seconds
 * @param chain where it comes from
 * @param bound what it is bound to
 */
public record SegmentTokenRequest(
        ServiceName caller,
        ServiceName target,
        FlowId purpose,
        List<Scope> scopes,
        Duration ttl,
        Chain chain,
        Bound bound) {

    /** The longest time that a token may express, far beyond any use: about 317 years. */
    static final long LONGEST_SECONDS = 10_000_000_000L;

    /** @throws IllegalArgumentException where the ttl is below a second or not in whole seconds */
    public SegmentTokenRequest {
        scopes = scopes.stream().distinct().toList();
        requireSeconds("ttl", ttl);
    }

    private static void requireSeconds(String what, Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0
                || duration.toSeconds() > LONGEST_SECONDS
                || duration.toNanosPart() != 0) {
            throw new IllegalArgumentException("a token's " + what + " is at least 1 second, in whole seconds");
        }
    }

    /**
     * Where a token comes from.
     *
     * @param origin {@code sub}: the service where the chain began
     * @param actors the {@code act} chain, from the latest to the first, up to 8; empty where caller and origin are one
     * @param transaction {@code txn}; empty for a new one
     * @param generation the generation of the credential it is obtained with, from 0
     * @param issuedAt the {@code iat} of the tokens that it comes by, from the latest to the first, as many as actors
     *     or none
     * @param subject the user behind the call
     */
    public record Chain(
            ServiceName origin,
            List<ServiceName> actors,
            Optional<String> transaction,
            long generation,
            List<Long> issuedAt,
            Optional<VerifiedToken.Subject> subject) {

        /** The longest {@code act} chain. */
        public static final int MOST_ACTORS = ClaimsReader.MOST_ACTORS;

        /** The largest whole number that every JSON reader takes (RFC 7493 §2.2). */
        static final long LAST_GENERATION = (1L << 53) - 1;

        /** @throws IllegalArgumentException where a value is out of range or no name */
        public Chain {
            actors = List.copyOf(actors);
            issuedAt = List.copyOf(issuedAt);
            if (!issuedAt.isEmpty() && issuedAt.size() != actors.size()) {
                throw new IllegalArgumentException("a chain comes by as many tokens as it has actors");
            }
            if (actors.size() > ClaimsReader.MOST_ACTORS) {
                throw new IllegalArgumentException("a chain has at most " + ClaimsReader.MOST_ACTORS + " actors");
            }
            if (generation < 0 || generation > LAST_GENERATION) {
                throw new IllegalArgumentException("a credential's generation is a whole number from 0");
            }
            transaction.ifPresent(id -> requireName("transaction", id));
            subject.ifPresent(Chain::requireNames);
        }

        /** The same where it comes by no other token, or it is not known when those were issued. */
        public Chain(
                ServiceName origin,
                List<ServiceName> actors,
                Optional<String> transaction,
                long generation,
                Optional<VerifiedToken.Subject> subject) {
            this(origin, actors, transaction, generation, List.of(), subject);
        }

        private static void requireNames(VerifiedToken.Subject subject) {
            if (!IssuerName.isValid(subject.issuer())) {
                throw new IllegalArgumentException("a subject's issuer is the policy's name of it");
            }
            requireName("subject", subject.id());
            subject.roles().forEach(role -> requireName("role", role));
            subject.groups().forEach(group -> requireName("group", group));
        }

        private static void requireName(String what, String text) {
            if (!Fields.isName(text, Fields.LONGEST_NAME)) {
                throw new IllegalArgumentException("a " + what + " has 1 to " + Fields.LONGEST_NAME
                        + " characters, none of them a control character");
            }
        }
    }

    /**
     * What a token is bound to.
     *
     * @param environment the environment it is for
     * @param networks the networks it may come from; empty for any
     * @param windows the windows in which it may be used; empty for any time
     * @param maxAge the age beyond which it may not be used, at least a second, in whole seconds
     * @param certificate {@code cnf.x5t#S256}
     * @param key {@code cnf.jkt}
     */
    public record Bound(
            Optional<Environment> environment,
            List<Cidr> networks,
            List<TimeWindow> windows,
            Optional<Duration> maxAge,
            Optional<KeyThumbprint> certificate,
            Optional<KeyThumbprint> key) {

        /** Bound to nothing but what every token is bound to. */
        public static final Bound NOTHING =
                new Bound(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

        /** @throws IllegalArgumentException where the age is below a second or not in whole seconds */
        public Bound {
            networks = List.copyOf(networks);
            windows = List.copyOf(windows);
            maxAge.ifPresent(age -> requireSeconds("maximum age", age));
        }
    }
}
