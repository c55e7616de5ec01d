package dev.cordon.credential;

import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One generation of what a service obtains tokens with. It never holds a secret, only what a secret is checked by.
 *
 * @param service whose it is
 * @param generation counts from 0; a later one replaces an earlier one
 * @param proof how the service proves that it has it
 * @param state where it is in its life
 * @param terms what else is agreed
 */
public record Credential(ServiceName service, long generation, CredentialProof proof, State state, Terms terms) {

    /** The largest generation that every JSON reader takes (RFC 7493 §2.2). */
    private static final long LAST = (1L << 53) - 1;

    /**
     * Which credential.
     *
     * @param service whose it is
     * @param generation which of its generations
     */
    public record Id(ServiceName service, long generation) {}

    /** Where a generation is in its life. */
    public enum State {
        /** Made, and not used yet: it may be tried, and nothing else is obtained with it. */
        STAGED,
        /** The one in use. */
        CURRENT,
        /** The one before, which works on for a while. */
        PREVIOUS,
        /** Over: nothing is obtained with it any more. */
        REVOKED
    }

    /**
     * What else is agreed.
     *
     * @param owner who answers for it: a team or a person, 1 to 256 characters
     * @param createdAt when it was made
     * @param expiresAt from when on nothing is obtained with it; empty for no end
     * @param networks from where it may be used; empty for anywhere
     */
    public record Terms(String owner, Instant createdAt, Optional<Instant> expiresAt, List<Cidr> networks) {

        /** @throws IllegalArgumentException where the owner is no name, or the end is not after the start */
        public Terms {
            networks = List.copyOf(networks);
            if (owner.isEmpty() || owner.length() > 256 || owner.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "an owner has 1 to 256 characters, none of them a control character");
            }
            if (expiresAt.isPresent() && !expiresAt.get().isAfter(createdAt)) {
                throw new IllegalArgumentException("a credential ends after it was made");
            }
        }
    }

    /** @throws IllegalArgumentException where the generation is out of range */
    public Credential {
        if (generation < 0 || generation > LAST) {
            throw new IllegalArgumentException("a credential's generation is a whole number from 0");
        }
    }

    /** Which one it is. */
    public Id id() {
        return new Id(service, generation);
    }

    /** The same in another state. */
    public Credential in(State next) {
        return new Credential(service, generation, proof, next, terms);
    }

    /** Whether tokens for services may be obtained with it at that time. */
    public boolean isUsable(Instant now) {
        return isLive(now) && state != State.STAGED;
    }

    /** Whether it proves who has it at that time, be it to try it alone. */
    public boolean isLive(Instant now) {
        return state != State.REVOKED
                && !now.isBefore(terms.createdAt())
                && terms.expiresAt().map(now::isBefore).orElse(true);
    }
}
