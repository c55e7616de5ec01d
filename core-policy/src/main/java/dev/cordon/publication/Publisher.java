package dev.cordon.publication;

import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleHeader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.Edition;
import dev.cordon.publication.ObjectStore.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Publishes bundles and issuers' keys: first the object, then the head that demands it. Interrupted between the two,
 * the same call again finishes it; of two publishers at once neither undoes the other. What enforcement points so
 * configured would refuse is not published.
 */
public final class Publisher {

    private static final int MOST_ROUNDS = 20;

    private final ObjectStore objects;
    private final HeadStore heads;
    private final BundleExpectations expected;

    /**
     * To these stores.
     *
     * @param expected what the enforcement points that read them demand; its lowest sequence is the bundle's alone
     */
    public Publisher(ObjectStore objects, HeadStore heads, BundleExpectations expected) {
        this.objects = objects;
        this.heads = heads;
        this.expected = expected;
    }

    /**
     * Publishes a policy bundle.
     *
     * @param now the time of day
     * @throws StoreUnavailableException where a store does not answer: it may or may not be published, and the same
     *     call again finishes it
     */
    public Outcome publishBundle(byte[] bytes, Instant now) throws StoreUnavailableException {
        return publish(Item.BUNDLE, bytes, now);
    }

    /** The same for issuers' keys ({@link dev.cordon.document.IssuerKeys}). */
    public Outcome publishKeys(byte[] bytes, Instant now) throws StoreUnavailableException {
        return publish(Item.ISSUER_KEYS, bytes, now);
    }

    private Outcome publish(Item item, byte[] bytes, Instant now) throws StoreUnavailableException {
        try {
            long sequence = item.verify(bytes, expected, now);
            return sequence == 0
                    ? new Outcome.Refused("what is published has a sequence from `1` on: make it anew with one")
                    : publish(item, bytes, sequence);
        } catch (BundleRefusedException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Whoever loses a race looks again. The object is only ever replaced by one of a higher sequence, the head only
     * raised to that of the object that lies there or lay there: so a sequence never stands for two contents.
     */
    private Outcome publish(Item item, byte[] bytes, long sequence) throws StoreUnavailableException {
        boolean written = false;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<Head> known = heads.read();
            Head head = known.orElse(Head.none());
            Reading there = objects.read(item.name, Optional.empty());
            boolean same = there instanceof Reading.Found found && Arrays.equals(found.bytes(), bytes);
            if (same && item.demandedBy(head) == sequence) {
                return written ? new Outcome.Published(sequence) : new Outcome.AlreadyPublished(sequence);
            }
            Optional<String> obstacle = obstacle(item, sequence, item.demandedBy(head));
            if (obstacle.isEmpty() && !same && there instanceof Reading.Found found) {
                obstacle = obstacle(item, sequence, found.bytes());
            }
            if (obstacle.isPresent()) {
                return new Outcome.Refused(obstacle.get());
            }
            written = true;
            if ((same || objects.replace(item.name, bytes, version(there)))
                    && heads.replace(known, item.raise(head, sequence))) {
                return new Outcome.Published(sequence);
            }
        }
        throw new StoreUnavailableException(
                "others publish at the same place all the time: make sure that one does at a time, and try again");
    }

    private static Optional<String> version(Reading there) {
        return there instanceof Reading.Found found ? Optional.of(found.version()) : Optional.empty();
    }

    /** What the head says against it. */
    private static Optional<String> obstacle(Item item, long sequence, long demanded) {
        if (demanded < sequence) {
            return Optional.empty();
        }
        return Optional.of(
                demanded == sequence
                        ? "another " + item.noun + " was published under sequence `" + sequence
                                + "`: make yours anew with a higher one"
                        : "sequence `" + demanded + "` is published, and this " + item.noun + " has `" + sequence
                                + "`: make it anew with a sequence above `" + demanded + "`");
    }

    /**
     * What the object that lies there says against it, though the head does not demand it yet. What it claims is enough
     * to leave it alone: it may be another team's, or signed with a key that is pinned elsewhere and loaded there.
     */
    private Optional<String> obstacle(Item item, long sequence, byte[] there) {
        BundleHeader claimed;
        try {
            claimed = item.claimedHeader(there);
        } catch (BundleRefusedException e) {
            // no enforcement point can have loaded it: it is replaced
            return Optional.empty();
        }
        Edition edition = claimed.edition();
        if (!claimed.policy().equals(expected.policy())
                || !edition.environment().equals(expected.environment())) {
            return Optional.of("the " + item.noun + " that lies there is of policy `" + claimed.policy() + "` for `"
                    + edition.environment() + "`: publish to another place, or remove it where it does not belong");
        }
        if (edition.sequence() < sequence) {
            return Optional.empty();
        }
        return Optional.of("another " + item.noun + " of sequence `" + edition.sequence()
                + "` lies there, of which the publication was not finished: finish it, or make yours anew with a"
                + " higher sequence; where nobody of yours wrote it, remove it");
    }
}
