package dev.cordon.issuance;

import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.token.StatusReference;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives away places in status lists. Each list is one process's alone, so that nothing needs to be asked for a place,
 * and each place is drawn at random, so that it tells nothing of when a token was issued or of how many there are. Safe
 * for use by many threads; blocks only for a new list.
 */
public final class StatusPlaces {

    /** The places of a list: 128 KiB of them. */
    static final int SIZE = 1 << 20;

    /** How many of them are given away: where few are left, one would be drawn for long. */
    static final int MOST = 1_000_000;

    /** Where lists are published, behind the issuer identifier. */
    static final String PATH = "/status-lists";

    private final String issuer;
    private final StatusLedger ledger;
    private final SecureRandom random;
    private final int most;
    private final AtomicReference<@Nullable Open> open = new AtomicReference<>();

    /** A list, and which of its places are taken. */
    private record Open(long list, BitSet taken, int count) {}

    /**
     * A place.
     *
     * @param list the number of the list
     * @param index the place in it
     * @param reference what a token says of it
     */
    record Place(long list, int index, StatusReference reference) {}

    /**
     * Gives away places of lists of that ledger.
     *
     * @param issuer the issuer identifier
     * @param random draws places
     */
    public StatusPlaces(String issuer, StatusLedger ledger, SecureRandom random) {
        this(issuer, ledger, random, MOST);
    }

    StatusPlaces(String issuer, StatusLedger ledger, SecureRandom random, int most) {
        this.issuer = issuer;
        this.ledger = ledger;
        this.random = random;
        this.most = most;
    }

    /** The URI of a list. */
    static String uri(String issuer, long list) {
        return issuer + PATH + "/" + list;
    }

    /** A place that nobody was given before. */
    synchronized Place take() throws TokenLedgerUnavailableException {
        Open known = open.get();
        if (known == null || known.count() >= most) {
            known = new Open(ledger.newList(), new BitSet(SIZE), 0);
        }
        int index = random.nextInt(SIZE);
        while (known.taken().get(index)) {
            index = random.nextInt(SIZE);
        }
        known.taken().set(index);
        open.set(new Open(known.list(), known.taken(), known.count() + 1));
        return new Place(known.list(), index, new StatusReference(uri(issuer, known.list()), index));
    }
}
