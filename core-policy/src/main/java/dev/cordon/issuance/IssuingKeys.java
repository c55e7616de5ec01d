package dev.cordon.issuance;

import dev.cordon.token.JsonWebKeys;
import java.time.Instant;
import java.util.Optional;

/** An issuer's keys: they sign, and their public halves are shown. Implementations are safe for use by many threads. */
public interface IssuingKeys extends Minters {

    /**
     * The public halves to show at that time; empty where no key is left.
     *
     * @throws SigningKeyStoreUnavailableException where they can't be known
     */
    Optional<JsonWebKeys> shown(Instant now) throws SigningKeyStoreUnavailableException;
}
