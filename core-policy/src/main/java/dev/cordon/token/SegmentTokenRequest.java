package dev.cordon.token;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
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
 * @param scopes the scopes
 * @param ttl from {@code iat} to {@code exp}
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

    /**
     * Where a token comes from.
     *
     * @param origin {@code sub}: the service where the chain began
     * @param actors the {@code act} chain, from the latest to the first; empty where caller and origin are one
     * @param transaction {@code txn}; empty for a new one
     * @param generation the generation of the credential it is obtained with
     * @param subject the user behind the call
     */
    public record Chain(
            ServiceName origin,
            List<ServiceName> actors,
            Optional<String> transaction,
            long generation,
            Optional<VerifiedToken.Subject> subject) {}

    /**
     * What a token is bound to.
     *
     * @param environment the environment it is for
     * @param networks the networks it may come from; empty for any
     * @param windows the windows in which it may be used; empty for any time
     * @param maxAge the age beyond which it may not be used
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
    }
}
