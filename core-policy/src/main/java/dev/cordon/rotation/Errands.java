package dev.cordon.rotation;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.GenerationRevocations;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.rotation.GenerationState.Trigger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Does the tasks of rotations in vault, credential ledger and token service. Each may break off anywhere and be done
 * again, also by two at once. Safe for use by many threads; blocks as long as its stores do.
 */
final class Errands {

    /** How often a change of the ledger is tried when somebody else comes in between. */
    private static final int ATTEMPTS = 8;

    /** How many generations that are over are left in the ledger, for people to look at. */
    static final int KEPT = 8;

    private final Stores stores;
    private final CredentialTrial trial;
    private final Duration longest;
    private final InstantSource clock;
    private final SecureRandom random;
    private final GenerationRevocations generations;

    /** Where things are done. */
    record Stores(CredentialLedger ledger, SecretVault vault, RevocationStore revocations, CredentialNews news) {}

    /** @param longest after how long on one errand nothing more is written */
    Errands(Stores stores, CredentialTrial trial, Duration longest, InstantSource clock, SecureRandom random) {
        this.stores = stores;
        this.trial = trial;
        this.longest = longest;
        this.clock = clock;
        this.random = random;
        this.generations = new GenerationRevocations(stores.revocations());
    }

    /**
     * What came of a task.
     *
     * @param done whether it is done
     * @param left what failed, or is left to do beside it; in one line without secrets
     */
    record Outcome(boolean done, Optional<String> left) {

        private static Outcome failed(String why) {
            return new Outcome(false, Optional.of(why));
        }

        private static Outcome of(Optional<String> problem) {
            return new Outcome(problem.isEmpty(), problem);
        }
    }

    /** Somebody took too long: by now others may have decided otherwise, and done it. */
    private static final class TooLateException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /** One errand, from its begin on. */
    private final class Errand {

        private final CredentialLife life;
        private final Credential.Id id;
        private final Instant end;

        Errand(CredentialLife life, long generation) {
            this.life = life;
            this.id = new Credential.Id(life.service(), generation);
            this.end = clock.instant().plus(longest);
        }

        private void requireTime() throws TooLateException {
            if (!clock.instant().isBefore(end)) {
                throw new TooLateException();
            }
        }

        Optional<String> keep()
                throws TooLateException, SecretVaultUnavailableException, CredentialLedgerUnavailableException {
            ClientSecret secret = stores.vault().keep(id, ClientSecret.random(random));
            requireTime();
            List<Credential> there = stores.ledger().of(id.service());
            Optional<Credential> known = find(there);
            boolean ready = known.isPresent()
                    ? known.get().state() != State.REVOKED
                            && known.get().proof().equals(secret.proof())
                    : stores.ledger().add(staged(secret, there));
            return ready
                    ? Optional.empty()
                    : Optional.of("somebody else made generation " + id.generation()
                            + " of its credential or a later one: rotate it again");
        }

        /**
         * On the terms of the one that is used now, or was last, as far as these are not about its time: after a
         * suspicion the next one may be used from no more places than the one before.
         */
        private Credential staged(ClientSecret secret, List<Credential> there) {
            Optional<Credential.Terms> known = there.stream()
                    .filter(one -> one.state() == State.CURRENT)
                    .findFirst()
                    .or(() -> there.stream().findFirst())
                    .map(Credential::terms);
            Credential.Terms terms = new Credential.Terms(
                    known.map(Credential.Terms::owner).orElse(id.service().text()),
                    clock.instant(),
                    Optional.empty(),
                    known.map(Credential.Terms::networks).orElse(List.of()));
            return new Credential(id.service(), id.generation(), secret.proof(), State.STAGED, terms);
        }

        Optional<String> prove() throws SecretVaultUnavailableException {
            Optional<ClientSecret> secret = stores.vault().read(id);
            return secret.isEmpty() ? Optional.of("its secret is gone") : trial.problem(id, secret.get());
        }

        /** Those who use it are told last: its grace begins when they know. */
        Optional<String> establish()
                throws TooLateException, SecretVaultUnavailableException, CredentialLedgerUnavailableException,
                        CredentialNewsUnavailableException {
            if (!move(id, State.CURRENT)) {
                return Optional.of("somebody else revoked generation " + id.generation()
                        + " of its credential: say that it is suspected, so that another one takes its place");
            }
            Optional<Generation> previous = life.in(GenerationState.PREVIOUS);
            if (previous.isPresent()) {
                boolean unused =
                        move(new Credential.Id(id.service(), previous.get().number()), State.PREVIOUS);
            }
            requireTime();
            // what somebody else made is not in the vault: its service has it from elsewhere
            boolean unused = stores.vault().give(id);
            tell(CredentialNews.Kind.CURRENT);
            return Optional.empty();
        }

        Optional<String> close() throws TooLateException, SecretVaultUnavailableException {
            Optional<Generation> current = life.in(GenerationState.CURRENT);
            requireTime();
            if (current.isPresent()) {
                boolean unused = stores.vault()
                        .give(new Credential.Id(id.service(), current.get().number()));
            }
            return Optional.empty();
        }

        /**
         * The revocation comes first: whatever fails later brings nothing back to life. What takes its place must not
         * wait until somebody can be told that it is over: that is tried again with the second look.
         */
        Outcome revoke()
                throws TooLateException, SecretVaultUnavailableException, CredentialLedgerUnavailableException,
                        RevocationStoreUnavailableException {
            // the tokens of one that served its time are good until their own end
            boolean early = endedBy(Trigger.SUSPECTED) || endedBy(Trigger.RETIRED);
            if (early) {
                generations.begin(id.service(), id.generation());
            }
            boolean over = (!endedBy(Trigger.SUPERSEDED) || isStaged()) && move(id, State.REVOKED);
            if (early && over) {
                generations.settle(id.service(), id.generation(), clock.instant());
            }
            stores.vault().destroy(id);
            forgetOld();
            if (endedBy(Trigger.SUPERSEDED)
                    || is(one -> one.settled() && one.work().problem().isEmpty())) {
                return Outcome.of(Optional.empty());
            }
            try {
                tell(CredentialNews.Kind.OVER);
                return Outcome.of(Optional.empty());
            } catch (CredentialNewsUnavailableException e) {
                return new Outcome(is(one -> !one.settled()), Optional.of(String.valueOf(e.getMessage())));
            }
        }

        private boolean is(Predicate<Generation> so) {
            return life.generations().stream().anyMatch(one -> one.number() == id.generation() && so.test(one));
        }

        private void tell(CredentialNews.Kind kind) throws CredentialNewsUnavailableException {
            stores.news().tell(new CredentialNews.Change(id.service(), id.generation(), kind));
        }

        /** What nobody decides about any more: each token request reads all that the ledger has of a service. */
        private void forgetOld() throws CredentialLedgerUnavailableException {
            List<Credential> old = stores.ledger().of(id.service()).stream()
                    .filter(one -> one.state() == State.REVOKED && !isDecidedAbout(one))
                    .skip(KEPT)
                    .toList();
            for (Credential one : old) {
                boolean unused = stores.ledger().forget(one);
            }
        }

        private boolean isDecidedAbout(Credential credential) {
            return life.generations().stream().anyMatch(one -> one.number() == credential.generation());
        }

        private boolean endedBy(Trigger trigger) {
            return is(one -> one.arrival().by().filter(trigger::equals).isPresent());
        }

        /** One that was superseded never got further: another state is that of a credential that a person made. */
        private boolean isStaged() throws CredentialLedgerUnavailableException {
            return find(stores.ledger().of(id.service()))
                    .filter(one -> one.state() == State.STAGED)
                    .isPresent();
        }

        /** Whether it is so now; what is revoked stays that. */
        private boolean move(Credential.Id which, State state)
                throws TooLateException, CredentialLedgerUnavailableException {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<Credential> known = find(stores.ledger().of(which.service()), which);
                if (known.isEmpty() || known.get().state() == State.REVOKED) {
                    return state == State.REVOKED;
                }
                if (known.get().state() == state) {
                    return true;
                }
                requireTime();
                if (stores.ledger().replace(known.get(), known.get().in(state))) {
                    return true;
                }
            }
            throw new CredentialLedgerUnavailableException(
                    "somebody else changes the credentials of service `" + which.service() + "`, too");
        }

        private Optional<Credential> find(List<Credential> there) {
            return find(there, id);
        }

        private static Optional<Credential> find(List<Credential> there, Credential.Id which) {
            return there.stream()
                    .filter(one -> one.generation() == which.generation())
                    .findFirst();
        }
    }

    /**
     * Does a task.
     *
     * @param life the entry that it follows from
     */
    Outcome run(CredentialLife life, Task task) {
        Errand errand = new Errand(life, task.generation());
        try {
            return switch (task.kind()) {
                case KEEP -> Outcome.of(errand.keep());
                case PROVE -> Outcome.of(errand.prove());
                case ESTABLISH -> Outcome.of(errand.establish());
                case CLOSE -> Outcome.of(errand.close());
                case REVOKE -> errand.revoke();
            };
        } catch (TooLateException e) {
            return Outcome.failed("it took longer than " + longest.toSeconds() + " s");
        } catch (CredentialLedgerUnavailableException
                | SecretVaultUnavailableException
                | RevocationStoreUnavailableException
                | CredentialNewsUnavailableException e) {
            return Outcome.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a fault at one service must not keep the others waiting
            return Outcome.failed("a fault of the program: " + e.getClass().getSimpleName());
        }
    }

    /** All generations of a service's credential, the latest first. */
    List<Credential> known(ServiceName service) throws CredentialLedgerUnavailableException {
        return stores.ledger().of(service);
    }
}
