package dev.cordon.rotation;

import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.rotation.RotationJournal.Due;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Has the credentials of services rotate: takes what happens, and does what is due because of it. Any number of these
 * may be at work on the same stores, in as many processes, and each may die anywhere. Safe for use by many threads;
 * blocks as long as its stores do.
 */
public final class Rotations {

    /** How often a change of the journal is tried when somebody else comes in between. */
    private static final int ATTEMPTS = 64;

    private static final int PAGE = 100;

    private final Parts parts;
    private final RotationTerms terms;
    private final Function<ServiceName, Optional<Duration>> grace;
    private final InstantSource clock;
    private final Errands errands;

    /**
     * What is at work.
     *
     * @param journal what was decided
     * @param ledger what services obtain tokens with
     * @param vault where their secrets are
     * @param revocations kill what a suspected or retired credential obtained
     * @param trial tries a credential
     * @param isQuarantined whether a service gets nothing new now
     * @param news tells those who use credentials that they changed
     */
    public record Parts(
            RotationJournal journal,
            CredentialLedger ledger,
            SecretVault vault,
            RevocationStore revocations,
            CredentialTrial trial,
            Predicate<ServiceName> isQuarantined,
            CredentialNews news) {

        /** The same, and nobody is told. */
        public Parts(
                RotationJournal journal,
                CredentialLedger ledger,
                SecretVault vault,
                RevocationStore revocations,
                CredentialTrial trial,
                Predicate<ServiceName> isQuarantined) {
            this(journal, ledger, vault, revocations, trial, isQuarantined, CredentialNews.NONE);
        }
    }

    /** Over these parts, with the same grace for all services. */
    public Rotations(Parts parts, RotationTerms terms, InstantSource clock, SecureRandom random) {
        this(parts, terms, service -> Optional.empty(), clock, random);
    }

    /**
     * Over these parts.
     *
     * @param grace how long the credential before of a service is good, where that is not as the terms say
     */
    public Rotations(
            Parts parts,
            RotationTerms terms,
            Function<ServiceName, Optional<Duration>> grace,
            InstantSource clock,
            SecureRandom random) {
        this.parts = parts;
        this.terms = terms;
        this.grace = grace;
        this.clock = clock;
        this.errands = new Errands(
                new Errands.Stores(parts.ledger(), parts.vault(), parts.revocations(), parts.news()),
                parts.trial(),
                terms.errand(),
                clock,
                random);
    }

    /**
     * Takes what happened: when this returns it is written what follows, which {@link #work} does.
     *
     * @return the service's entry now
     * @throws RotationJournalUnavailableException where it may or may not be written
     * @throws CredentialLedgerUnavailableException where it can't be known what credentials the service has, and
     *     nothing is written
     */
    public CredentialLife take(ServiceName service, LifeEvent event)
            throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CredentialLife known = parts.journal().of(service);
            Instant now = clock.instant();
            CredentialLife next = begun(known).on(event, now).at(now, isQuarantined(service));
            if (next.equals(known) || parts.journal().replace(known, next)) {
                return next;
            }
        }
        throw contended(service);
    }

    /**
     * Whether the credential that a service uses is from before that time, with no other one on its way, nor one that
     * was given up.
     *
     * @throws RotationJournalUnavailableException where that can't be known
     * @throws CredentialLedgerUnavailableException where that can't be known
     */
    public boolean isOlder(ServiceName service, Instant than)
            throws RotationJournalUnavailableException, CredentialLedgerUnavailableException {
        return begun(parts.journal().of(service)).isOlder(than);
    }

    /**
     * Where nothing is under way it is asked anew which numbers are taken: people make credentials, too. What proves
     * itself by keys or a certificate is left to them, for its service could not use a secret in its place.
     */
    private CredentialLife begun(CredentialLife known) throws CredentialLedgerUnavailableException {
        if (known.generations().stream()
                .anyMatch(one -> one.state().isUnderway() || one.state().isUsable())) {
            return known;
        }
        List<Credential> there = errands.known(known.service());
        if (there.isEmpty()) {
            return known;
        }
        Optional<Credential> current = there.stream()
                .filter(one -> one.state() == State.CURRENT && one.proof() instanceof CredentialProof.Secret)
                .filter(one -> known.generations().stream().noneMatch(own -> own.number() == one.generation()))
                .findFirst();
        return known.adopting(
                current.map(one -> OptionalLong.of(one.generation())).orElse(OptionalLong.empty()),
                current.map(one -> one.terms().createdAt()).orElse(Instant.EPOCH),
                there.get(0).generation());
    }

    private boolean isQuarantined(ServiceName service) {
        return parts.isQuarantined().test(service);
    }

    /**
     * Does what is due now, for one service after another, those that wait longest first. Those for whom nothing can be
     * done while they are quarantined keep nobody else waiting.
     *
     * @param most for how many services something is done at most, from 1
     * @return how many steps were done
     * @throws RotationJournalUnavailableException where it can't be known what is due, or what was done could not be
     *     written: it will be done again
     */
    public int work(int most) throws RotationJournalUnavailableException {
        Instant until = clock.instant();
        Optional<Due> after = Optional.empty();
        int steps = 0;
        int services = 0;
        while (services < most) {
            List<Due> page = parts.journal().due(until, after, Math.min(PAGE, most - services));
            if (page.isEmpty()) {
                return steps;
            }
            for (Due due : page) {
                int done = workFor(due.service());
                steps += done;
                services += done > 0 ? 1 : 0;
            }
            after = Optional.of(page.get(page.size() - 1));
        }
        return steps;
    }

    /** Does what is due for one service, one step after another. */
    private int workFor(ServiceName service) throws RotationJournalUnavailableException {
        for (int steps = 0; steps < ATTEMPTS; steps++) {
            CredentialLife known = ripened(parts.journal().of(service));
            Optional<Task> task = known.task(clock.instant(), isQuarantined(service));
            if (task.isEmpty()) {
                return steps;
            }
            Errands.Outcome outcome = errands.run(known, task.get());
            Instant now = clock.instant();
            RotationTerms own = grace.apply(service).map(terms::withGrace).orElse(terms);
            CredentialLife next = after(known, task.get(), outcome, now, own);
            // where somebody else was quicker, what the entry says by now is looked at next
            boolean unused = parts.journal().replace(known, next.at(now, isQuarantined(service)));
        }
        return ATTEMPTS;
    }

    private static CredentialLife after(
            CredentialLife life, Task task, Errands.Outcome outcome, Instant now, RotationTerms terms) {
        if (!outcome.done()) {
            return life.failed(task, outcome.left().orElse(""), now, terms);
        }
        CredentialLife done = life.done(task, now, terms);
        return outcome.left().isEmpty()
                ? done
                : noting(done, task.generation(), outcome.left().get());
    }

    /** It is seen to when that generation comes up again. */
    private static CredentialLife noting(CredentialLife life, long generation, String left) {
        List<Generation> generations = life.generations().stream()
                .map(one -> one.number() == generation ? one.noting(left) : one)
                .toList();
        return new CredentialLife(life.service(), generations, life.next(), life.order());
    }

    /** The entry with what follows from the time written into it, or as it was where somebody else was quicker. */
    private CredentialLife ripened(CredentialLife known) throws RotationJournalUnavailableException {
        CredentialLife ripe = known.at(clock.instant(), isQuarantined(known.service()));
        return ripe.equals(known) || !parts.journal().replace(known, ripe) ? known : ripe;
    }

    private static RotationJournalUnavailableException contended(ServiceName service) {
        return new RotationJournalUnavailableException(
                "somebody else changes what is decided for service `" + service + "`, too: try again");
    }
}
