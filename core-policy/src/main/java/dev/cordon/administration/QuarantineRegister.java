package dev.cordon.administration;

import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Revocation.Direction;
import dev.cordon.revocation.Revocation.Quarantine;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.revocation.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        Optional<Quarantine> there = latest(quarantine);
        if (there.isPresent()) {
            return there.get();
        }
        revocations.add(quarantine, Optional.empty());
        return quarantine;
    }

    /**
     * Ends a zone's quarantine now, as its own end would: what was issued before stays dead.
     *
     * @param ends of several in force the one that ends then; empty where there is one
     * @return as it is now; more than one where several end then
     * @throws AdministrationRefusedException where the zone is in none, or in several and it is not said which
     */
    public List<Quarantine> end(Zone zone, Optional<Instant> ends, Instant now)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        List<Quarantine> ended = new ArrayList<>();
        for (Quarantine quarantine : one(zone, ends, now.getEpochSecond())) {
            replace(quarantine, one -> Optional.of(one.endingAt(now.getEpochSecond())))
                    .ifPresent(one -> ended.add(one.endingAt(now.getEpochSecond())));
        }
        return ended;
    }

    /**
     * Takes a zone's quarantine back, in force or over, as if it had never been: what was issued before is good again.
     *
     * @param ends of several the one that ends, or ended, then; empty where there is one
     * @return what was taken back; more than one where several end then
     * @throws AdministrationRefusedException where there is none, or there are several and it is not said which
     */
    public List<Quarantine> cancel(Zone zone, Optional<Instant> ends)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        List<Quarantine> cancelled = new ArrayList<>();
        for (Quarantine quarantine : one(zone, ends, Long.MIN_VALUE)) {
            replace(quarantine, one -> Optional.empty()).ifPresent(cancelled::add);
        }
        return cancelled;
    }

    /**
     * Puts something into a quarantine's place, though a service may be noted in it meanwhile.
     *
     * @return what gave way; empty where it is not there any more
     */
    private Optional<Quarantine> replace(Quarantine quarantine, Function<Quarantine, Optional<Revocation>> by)
            throws RevocationStoreUnavailableException {
        Optional<Quarantine> there = Optional.of(quarantine);
        while (there.isPresent()
                && !revocations.replace(there.get(), by.apply(there.get()).map(RevocationEntry::forEver))) {
            there = latest(quarantine);
        }
        return there;
    }

    /** That quarantine with the services noted by now. */
    private Optional<Quarantine> latest(Quarantine quarantine) throws RevocationStoreUnavailableException {
        return all().stream().filter(quarantine::isSameAs).findFirst();
    }

    /** Whose it was nobody can tell here: another one's must not be opened with one's own. */
    private List<Quarantine> one(Zone zone, Optional<Instant> ends, long endingAfter)
            throws AdministrationRefusedException, RevocationStoreUnavailableException {
        List<Quarantine> found = all().stream()
                .filter(one -> one.zone().equals(zone) && one.until() > endingAfter)
                .filter(one ->
                        ends.filter(end -> end.getEpochSecond() != one.until()).isEmpty())
                .toList();
        if (found.isEmpty()) {
            throw new AdministrationRefusedException(
                    zone + " is in no " + (ends.isPresent() ? "such " : "") + "quarantine: list them");
        }
        if (found.size() > 1 && ends.isEmpty()) {
            throw new AdministrationRefusedException(zone + " has " + found.size()
                    + " quarantines: list them, and name the one that is meant by its end");
        }
        return found;
    }

    private static long roundUp(Instant instant) {
        return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
    }
}
