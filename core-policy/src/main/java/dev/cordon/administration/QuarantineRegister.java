package dev.cordon.administration;

import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Revocation.Direction;
import dev.cordon.revocation.Revocation.Quarantine;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.revocation.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Zones that are cut off: looked at, closed and opened. Every step may be repeated after one that broke off. Safe for
 * use by many threads; blocks as long as its store does.
 */
public final class QuarantineRegister {

    /** The longest quarantine: who wants a zone closed for longer changes the policy. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private final RevocationStore revocations;

    /** Over this store. */
    public QuarantineRegister(RevocationStore revocations) {
        this.revocations = revocations;
    }

    /** Every quarantine that is in force, or still keeps what was issued before its end dead; the last to end first. */
    public List<Quarantine> all() throws RevocationStoreUnavailableException {
        List<Quarantine> all = new ArrayList<>();
        for (Revocation entry : revocations.read().entries()) {
            if (entry instanceof Quarantine quarantine) {
                all.add(quarantine);
            }
        }
        all.sort(Comparator.comparing(Quarantine::until)
                .reversed()
                .thenComparing(one -> one.zone().toString())
                .thenComparing(Quarantine::direction)
                .thenComparing(Quarantine::reason));
        return all;
    }

    /**
     * Cuts a zone off, at once. One that is cut off already stays so until the later of both ends.
     *
     * @param until when it ends by itself, rounded up to a whole second
     * @param reason why: a line of 1 to 256 characters
     * @throws AdministrationRefusedException where it would end before it began, or too late
     * @throws IllegalArgumentException where the reason is none
     */
    public Quarantine begin(Zone zone, Direction direction, Instant until, String reason, Instant now)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw new AdministrationRefusedException(
                    "a quarantine ends after it began, and at most " + LONGEST.toDays() + " days later");
        }
        Quarantine quarantine = new Quarantine(zone, direction, roundUp(until), reason);
        revocations.add(quarantine, Optional.empty());
        return quarantine;
    }

    /**
     * Ends all quarantines of a zone now, as their own end would: what was issued before stays dead.
     *
     * @return those that were ended, as they are now
     * @throws AdministrationRefusedException where the zone is in none
     */
    public List<Quarantine> end(Zone zone, Instant now)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        List<Quarantine> ended = new ArrayList<>();
        for (Quarantine quarantine : inForce(zone, now)) {
            Quarantine over = quarantine.endingAt(now.getEpochSecond());
            if (revocations.replace(quarantine, Optional.of(over))) {
                ended.add(over);
            }
        }
        return ended;
    }

    /**
     * Takes all quarantines of a zone back that are in force, as if they had never been: what was issued before is good
     * again.
     *
     * @return those that were taken back
     * @throws AdministrationRefusedException where the zone is in none
     */
    public List<Quarantine> cancel(Zone zone, Instant now)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        List<Quarantine> cancelled = new ArrayList<>();
        for (Quarantine quarantine : inForce(zone, now)) {
            if (revocations.replace(quarantine, Optional.empty())) {
                cancelled.add(quarantine);
            }
        }
        return cancelled;
    }

    private List<Quarantine> inForce(Zone zone, Instant now)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        List<Quarantine> found = all().stream()
                .filter(one -> one.zone().equals(zone) && one.until() > now.getEpochSecond())
                .toList();
        if (found.isEmpty()) {
            throw new AdministrationRefusedException(zone + " is in no quarantine: list them");
        }
        return found;
    }

    private static long roundUp(Instant instant) {
        return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
    }
}
