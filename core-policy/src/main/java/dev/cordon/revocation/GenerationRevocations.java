package dev.cordon.revocation;

import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Revokes what was obtained with generations of credentials, for as long as any of it may be alive: credentials end
 * every day, and their list must not grow for ever. Safe for use by many threads, also of several processes; blocks as
 * long as its store does.
 */
public final class GenerationRevocations {

    /**
     * How long one is kept when nothing more can be obtained: longer by a day than any token lives, for requests that
     * were under way, and for clocks that differ.
     */
    static final Duration KEPT = TokenRules.LONGEST.plus(Duration.ofDays(1));

    private final RevocationStore revocations;

    /** Those of this store. */
    public GenerationRevocations(RevocationStore revocations) {
        this.revocations = revocations;
    }

    /** Revokes one for ever, before its credential is: whatever fails later brings nothing back to life. */
    public void begin(ServiceName service, long generation) throws RevocationStoreUnavailableException {
        revocations.add(new Revocation.OfGeneration(service, generation), Optional.empty());
    }

    /**
     * Gives it an end. To be called once the credential is revoked where credentials are looked up, and never before:
     * what is obtained later would be good in the end.
     */
    public void settle(ServiceName service, long generation, Instant now) throws RevocationStoreUnavailableException {
        Revocation one = new Revocation.OfGeneration(service, generation);
        // where it is not there any more, somebody else gave it its end long ago
        boolean unused = revocations.replace(one, Optional.of(new RevocationEntry(one, Optional.of(now.plus(KEPT)))));
    }
}
