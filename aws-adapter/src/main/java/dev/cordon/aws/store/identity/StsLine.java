package dev.cordon.aws.store.identity;

import dev.cordon.issuance.PlatformUnavailableException;

/** The way to STS. Implementations are safe for use by many threads. */
interface StsLine {

    /**
     * Sends a request as it was signed.
     *
     * @throws PlatformUnavailableException where there is no whole answer
     */
    StsAnswer send(SignedIdentityRequest request) throws PlatformUnavailableException;
}
