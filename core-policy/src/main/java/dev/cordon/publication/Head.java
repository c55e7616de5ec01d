package dev.cordon.publication;

/**
 * The one small, strongly consistent record of what is current. An enforcement point reads it alone to learn that
 * nothing has changed, and fetches what differs. Numbers only grow.
 *
 * @param bundleSequence the lowest sequence of a bundle that may be used
 * @param keysSequence the lowest sequence of the issuers' keys that may be used
 * @param revocationEpoch the revision of the revocations, which grows with each of their changes
 * @param revocationCount kept for a list that must say how long it is; 0
 * @param registryEpoch the revision of the service registry, which grows with each change that decisions see
 */
public record Head(
        long bundleSequence, long keysSequence, long revocationEpoch, long revocationCount, long registryEpoch) {

    /** @throws IllegalArgumentException where a number is negative */
    public Head {
        if (bundleSequence < 0 || keysSequence < 0 || revocationEpoch < 0 || revocationCount < 0 || registryEpoch < 0) {
            throw new IllegalArgumentException("the numbers of a head are not negative");
        }
    }

    /** The head before anything was published. */
    public static Head none() {
        return new Head(0, 0, 0, 0, 0);
    }

    /** The same with that bundle as the lowest that may be used. */
    public Head withBundle(long sequence) {
        return new Head(sequence, keysSequence, revocationEpoch, revocationCount, registryEpoch);
    }

    /** The same with these keys as the lowest that may be used. */
    public Head withKeys(long sequence) {
        return new Head(bundleSequence, sequence, revocationEpoch, revocationCount, registryEpoch);
    }

    /** Whether no number that only grows is lower than that head's. */
    public boolean isNotBehind(Head other) {
        return bundleSequence >= other.bundleSequence
                && keysSequence >= other.keysSequence
                && revocationEpoch >= other.revocationEpoch
                && registryEpoch >= other.registryEpoch;
    }
}
