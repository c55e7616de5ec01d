package dev.cordon.issuance;

import dev.cordon.credential.PlatformIdentity;
import dev.cordon.token.ProofId;
import java.time.Instant;
import java.util.Set;

/**
 * Finds out whom a cloud's platform vouches for. Implementations are safe for use by many threads, and may ask the
 * platform, which takes as long as it takes.
 */
public interface PlatformIdentities {

    /** Takes nothing. */
    PlatformIdentities NONE = new PlatformIdentities() {
        @Override
        public boolean take(String type) {
            return false;
        }

        @Override
        public Outcome check(String assertion, Set<String> audiences, Instant now) {
            return new Refused("no platform is asked here");
        }
    };

    /** What became of an assertion. */
    sealed interface Outcome {}

    /**
     * The platform vouches for somebody.
     *
     * @param use what must be used at most once
     */
    record Vouched(PlatformIdentity identity, ProofId use) implements Outcome {}

    /** It does not, or what it was to be asked was not meant for this server: in a lowercase line for operators. */
    record Refused(String why) implements Outcome {}

    /** Whether they take assertions of that {@code client_assertion_type}. */
    boolean take(String type);

    /**
     * Checks an assertion in full but for its replay.
     *
     * @param audiences what this server is called: one made for another server must be refused
     * @throws PlatformUnavailableException where the platform does not answer
     */
    Outcome check(String assertion, Set<String> audiences, Instant now) throws PlatformUnavailableException;
}
