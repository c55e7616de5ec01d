package dev.cordon.administration;

import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.GenerationRevocations;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What services obtain tokens with: looked at, given and taken away. Every step may be repeated after one that broke
 * off. Safe for use by many threads; blocks as long as its stores do.
 */
public final class CredentialRegister {

    /** How often a step is tried when somebody else comes in between. */
    private static final int ATTEMPTS = 8;

    /** How many generations of one service may work at once: a client's secret is compared with each of them. */
    public static final int MOST_USABLE = 16;

    private final CredentialLedger credentials;
    private final GenerationRevocations generations;
    private final RotationJournal rotations;

    /**
     * Credentials of some services.
     *
     * @param credentials each service's, the latest generation first
     * @param next after which service the next page begins; empty where this is the last
     */
    public record Page(List<Credential> credentials, Optional<ServiceName> next) {

        /** Copies the list. */
        public Page {
            credentials = List.copyOf(credentials);
        }
    }

    /** Over these stores. */
    public CredentialRegister(CredentialLedger credentials, RevocationStore revocations, RotationJournal rotations) {
        this.credentials = credentials;
        this.generations = new GenerationRevocations(revocations);
        this.rotations = rotations;
    }

    /**
     * The credentials of the services that follow one.
     *
     * @param after the {@code next} of the page before; empty for the first
     * @param most of how many services at most, from 1
     */
    public Page page(Optional<ServiceName> after, int most) throws CredentialLedgerUnavailableException {
        List<ServiceName> services = credentials.services(after, most);
        List<Credential> found = new ArrayList<>();
        for (ServiceName service : services) {
            found.addAll(credentials.of(service));
        }
        return new Page(
                found, services.size() < most ? Optional.empty() : Optional.of(services.get(services.size() - 1)));
    }

    /** How a credential was used so far. */
    public Usage usage(Credential credential) throws CredentialLedgerUnavailableException {
        return credentials.usage(credential.id());
    }

    /** All generations of a service's credential, the latest first. */
    public List<Credential> of(ServiceName service) throws CredentialLedgerUnavailableException {
        return credentials.of(service);
    }

    /**
     * Gives a service a further generation, at once the current one. What was current works on as the previous one,
     * until it is revoked.
     *
     * @throws AdministrationRefusedException where there can be no further one, or others add to this service, too
     */
    public Credential add(ServiceName service, CredentialProof proof, Credential.Terms terms)
            throws AdministrationRefusedException, CredentialLedgerUnavailableException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Credential> there = credentials.of(service);
            requireRoom(service, there, terms.createdAt());
            long generation = there.isEmpty() ? 0 : there.get(0).generation() + 1;
            Credential added = new Credential(service, generation, proof, State.CURRENT, terms);
            if (credentials.add(added)) {
                for (Credential earlier : there) {
                    if (earlier.state() == State.CURRENT) {
                        // One that has changed meanwhile is no longer current: whoever changed it knew better.
                        credentials.replace(earlier, earlier.in(State.PREVIOUS));
                    }
                }
                return added;
            }
        }
        throw contended(service);
    }

    private static void requireRoom(ServiceName service, List<Credential> there, Instant now)
            throws AdministrationRefusedException {
        if (there.stream().filter(one -> one.isLive(now)).count() >= MOST_USABLE) {
            throw new AdministrationRefusedException("service `" + service + "` has " + MOST_USABLE
                    + " credentials that work: revoke those that it does not use");
        }
    }

    /**
     * Ends a generation: nothing is obtained with it, and what was obtained with it is worth nothing from the
     * enforcement points' next refresh on. The revocation comes first, so that a state that could not be written brings
     * nothing back to life. Where the credential rotates, the generations before it end with it, and another one takes
     * its place.
     *
     * @throws AdministrationRefusedException where the service has no such generation
     * @throws RotationJournalUnavailableException where it is revoked, and no other one may take its place yet
     */
    public Credential revoke(ServiceName service, long generation, Instant now)
            throws AdministrationRefusedException, CredentialLedgerUnavailableException,
                    RevocationStoreUnavailableException, RotationJournalUnavailableException {
        Credential over = ended(service, generation, now);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CredentialLife known = rotations.of(service);
            boolean rotates = known.generations().stream()
                    .anyMatch(one -> one.number() == generation && one.state() != GenerationState.REVOKED);
            if (!rotates || rotations.replace(known, known.on(new LifeEvent.Suspected(generation), now))) {
                return over;
            }
        }
        throw contended(service);
    }

    private Credential ended(ServiceName service, long generation, Instant now)
            throws AdministrationRefusedException, CredentialLedgerUnavailableException,
                    RevocationStoreUnavailableException {
        Credential known = find(service, generation);
        generations.begin(service, generation);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Credential over = known.in(State.REVOKED);
            if (known.state() == State.REVOKED || credentials.replace(known, over)) {
                generations.settle(service, generation, now);
                return over;
            }
            known = find(service, generation);
        }
        throw contended(service);
    }

    private Credential find(ServiceName service, long generation)
            throws AdministrationRefusedException, CredentialLedgerUnavailableException {
        return credentials.of(service).stream()
                .filter(one -> one.generation() == generation)
                .findFirst()
                .orElseThrow(() -> new AdministrationRefusedException(
                        "service `" + service + "` has no credential of generation `" + generation + "`: list them"));
    }

    private static AdministrationRefusedException contended(ServiceName service) {
        return new AdministrationRefusedException(
                "somebody else changes the credentials of service `" + service + "`, too: look at them, and try again");
    }
}
