package dev.cordon.revocation;

import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;

/** One entry of the revocation list. */
public sealed interface Revocation {

    /** One token, by its issuer and {@code jti}. */
    record OfToken(IssuerName issuer, String id) implements Revocation {}

    /** Every token of a chain, by its {@code txn}. */
    record OfChain(String transaction) implements Revocation {}

    /** Every token obtained with one generation of a service's credential. */
    record OfGeneration(ServiceName service, long generation) implements Revocation {}

    /**
     * Every token and API key that a service was issued before an instant, and every token of a chain that came by such
     * a token.
     *
     * @param second the instant, in seconds since the epoch
     * @param credentials whether the service's credentials from before it are over, too
     */
    record IssuedBefore(ServiceName service, long second, boolean credentials) implements Revocation {}

    /** A whole service, as caller, target, origin or actor. */
    record OfService(ServiceName service) implements Revocation {}

    /** Every token signed with one key of an issuer. */
    record OfKey(IssuerName issuer, String keyId) implements Revocation {}

    /**
     * A zone that is cut off from the rest until an instant. From then on what was issued before it stays dead: tokens
     * for the zone where it was closed {@linkplain Direction#INBOUND inbound}; tokens, API keys and credentials of its
     * services, and tokens of chains that came by them, where it was closed {@linkplain Direction#OUTBOUND outbound}.
     *
     * @param until when it ends, in seconds since the epoch
     * @param reason why, for those who look at it: 1 to 256 characters
     */
    record Quarantine(Zone zone, Direction direction, long until, String reason) implements Revocation {

        private static final int LONGEST_REASON = 256;

        /** @throws IllegalArgumentException where there is no reason, or it is too long or no line of text */
        public Quarantine {
            if (reason.isBlank()
                    || reason.length() > LONGEST_REASON
                    || reason.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a quarantine has a reason of 1 to " + LONGEST_REASON
                        + " characters, none of them a control character");
            }
        }

        /** The same that ends at another time. */
        public Quarantine endingAt(long second) {
            return new Quarantine(zone, direction, second, reason);
        }
    }

    /** Which calls a quarantine stops. */
    enum Direction {
        /** Those into the zone and those out of it. */
        BOTH,
        /** Those into it: it can be called by nobody. */
        INBOUND,
        /** Those that come out of it or by it: its services can call nobody, at any position of a chain. */
        OUTBOUND;

        /** Whether calls into the zone are stopped. */
        public boolean closesInbound() {
            return this != OUTBOUND;
        }

        /** Whether calls out of the zone are stopped. */
        public boolean closesOutbound() {
            return this != INBOUND;
        }
    }

    /**
     * Every token issued before an instant, whoever issued it and to whom: the store was restored from a copy then, and
     * what was revoked after the copy was made is not known any more.
     *
     * @param second the instant, in seconds since the epoch
     */
    record Epoch(long second) implements Revocation {}
}
