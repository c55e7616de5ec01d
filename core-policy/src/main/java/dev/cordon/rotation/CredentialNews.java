package dev.cordon.rotation;

import dev.cordon.policy.ServiceName;
import java.util.Locale;

/**
 * Tells whoever uses the credentials of services that they changed, at least once each. Implementations are safe for
 * use by many threads; each call is bounded in time.
 */
public interface CredentialNews {

    /** For those who look themselves. */
    CredentialNews NONE = change -> {};

    /** What happened. */
    enum Kind {
        /** Services are given this generation now; the grace of the one before begins when this is told. */
        CURRENT,
        /** This generation is over: nothing is obtained with it any more. */
        OVER;

        /** The word for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A change of one credential. Told again it is equal.
     *
     * @param service whose it is
     * @param generation which one
     * @param kind what happened to it
     */
    record Change(ServiceName service, long generation, Kind kind) {}

    /**
     * Tells of a change. When this returns, whoever is told has taken it.
     *
     * @throws CredentialNewsUnavailableException where it may or may not have been told: it will be told again
     */
    void tell(Change change) throws CredentialNewsUnavailableException;
}
