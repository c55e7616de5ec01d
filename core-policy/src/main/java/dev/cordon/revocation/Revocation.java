package dev.cordon.revocation;

import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One entry of the revocation list. */
public sealed interface Revocation {

    /**
     * What it is about, as an entry of the same kind: two of one place are one entry, the stronger
     * ({@link RevocationEntry#and}).
     */
    default Revocation place() {
        return this;
    }

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
    record IssuedBefore(ServiceName service, long second, boolean credentials) implements Revocation {

        /** All cut-offs of a service: the latest kills what the others do. */
        @Override
        public Revocation place() {
            return new IssuedBefore(service, 0, credentials);
        }

        /** The later of two of one place. */
        IssuedBefore later(IssuedBefore other) {
            return second < other.second ? other : this;
        }
    }

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
     * @param held of a segment the services that were in it while it lasted, which it holds wherever they are by now;
     *     empty where nobody has noted them yet ({@link HeldServices}), and for a service
     */
    record Quarantine(Zone zone, Direction direction, long until, String reason, Optional<Set<ServiceName>> held)
            implements Revocation {

        private static final int LONGEST_REASON = 256;

        /** One whose services nobody has noted yet. */
        public Quarantine(Zone zone, Direction direction, long until, String reason) {
            this(zone, direction, until, reason, Optional.empty());
        }

        /** @throws IllegalArgumentException where there is no reason, or it is too long or no line of text */
        public Quarantine {
            held = held.map(Set::copyOf);
            if (reason.isBlank()
                    || reason.length() > LONGEST_REASON
                    || reason.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a quarantine has a reason of 1 to " + LONGEST_REASON
                        + " characters, none of them a control character");
            }
        }

        /** The same that ends at another time. */
        public Quarantine endingAt(long second) {
            return new Quarantine(zone, direction, second, reason, held);
        }

        /** The same that holds these services, too. */
        public Quarantine holding(Set<ServiceName> more) {
            Set<ServiceName> all = new HashSet<>(held.orElse(Set.of()));
            all.addAll(more);
            return new Quarantine(zone, direction, until, reason, Optional.of(all));
        }

        /** Whether both are one quarantine, whatever has been noted of the services that it holds. */
        public boolean isSameAs(Quarantine other) {
            return zone.equals(other.zone)
                    && direction == other.direction
                    && until == other.until
                    && reason.equals(other.reason);
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
