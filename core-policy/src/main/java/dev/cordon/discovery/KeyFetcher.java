package dev.cordon.discovery;

import dev.cordon.policy.Issuer;
import dev.cordon.token.JsonWebKeys;
import java.time.Duration;
import java.util.Optional;

/** Reads the keys that external issuers publish. It may block; no decision waits for it. */
public interface KeyFetcher {

    /**
     * Keys as their issuer published them.
     *
     * @param keys its keys, at least one
     * @param maxAge how long the issuer says that they need not be read again, where it says so
     */
    record Fetched(JsonWebKeys keys, Optional<Duration> maxAge) {}

    /**
     * The keys of an issuer, from where the policy says ({@link Issuer#keys}) and from nowhere else.
     *
     * @throws KeysUnavailableException where they can't be read, or are not as they should be
     */
    Fetched fetch(Issuer issuer) throws KeysUnavailableException;
}
