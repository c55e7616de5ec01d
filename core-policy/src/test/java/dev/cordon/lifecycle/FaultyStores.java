package dev.cordon.lifecycle;

import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.apikey.InMemoryApiKeyStore;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.InMemoryRegistryStore;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.rotation.InMemoryRotationJournal;
import dev.cordon.rotation.InMemorySecretVault;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.Rotations;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultUnavailableException;
import dev.cordon.rotation.Struck;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Stores that fail before or after they have done what was asked, and whose callers die there. */
final class FaultyStores {

    final InMemoryRegistryStore registry = new InMemoryRegistryStore();
    final InMemoryRotationJournal journal = new InMemoryRotationJournal();
    final InMemoryCredentialLedger ledger = new InMemoryCredentialLedger();
    final InMemorySecretVault vault = new InMemorySecretVault();
    final InMemoryApiKeyStore apiKeys = new InMemoryApiKeyStore();
    final InMemoryRevocationStore revocations;

    /** The services that get nothing new now. */
    final Set<ServiceName> quarantined = new HashSet<>();

    private final Random random;
    private final LifecycleRules rules;
    private final RotationTerms terms;
    private final InstantSource clock;
    private boolean faulty = true;
    private int faults;
    private int deaths;

    FaultyStores(Random random, LifecycleRules rules, RotationTerms terms, InstantSource clock) {
        this.random = random;
        this.rules = rules;
        this.terms = terms;
        this.clock = clock;
        this.revocations = new InMemoryRevocationStore(clock);
    }

    /** Whether anything fails from now on. */
    void faulty(boolean is) {
        faulty = is;
    }

    int faults() {
        return faults;
    }

    int deaths() {
        return deaths;
    }

    private <T> T failing(Class<T> port, T store, Supplier<Exception> failure) {
        return Struck.port(port, store, () -> strike(failure));
    }

    private void strike(Supplier<Exception> failure) throws Exception {
        int dice = faulty ? random.nextInt(1_000) : 1_000;
        if (dice < 2) {
            deaths++;
            throw new Struck.Death();
        } else if (dice < 20) {
            faults++;
            throw failure.get();
        }
    }

    private RotationJournal failingJournal() {
        return failing(
                RotationJournal.class, journal, () -> new RotationJournalUnavailableException("the journal failed"));
    }

    private CredentialLedger failingLedger() {
        return failing(
                CredentialLedger.class, ledger, () -> new CredentialLedgerUnavailableException("the ledger failed"));
    }

    private SecretVault failingVault() {
        return failing(SecretVault.class, vault, () -> new SecretVaultUnavailableException("the vault failed"));
    }

    private RevocationStore failingRevocations() {
        return failing(
                RevocationStore.class,
                revocations,
                () -> new RevocationStoreUnavailableException("the revocations failed"));
    }

    private RegistryStore failingRegistry() {
        return failing(RegistryStore.class, registry, () -> new RegistryUnavailableException("the registry failed"));
    }

    Rotations rotations() {
        return rotations(failingJournal());
    }

    private Rotations rotations(RotationJournal at) {
        return new Rotations(
                new Rotations.Parts(
                        at,
                        failingLedger(),
                        failingVault(),
                        failingRevocations(),
                        (id, secret) -> works(id) ? Optional.empty() : Optional.of("it does not work"),
                        quarantined::contains),
                terms,
                clock,
                new SecureRandom());
    }

    Lifecycle lifecycle() {
        Retirement.Stores ending = new Retirement.Stores(
                failingLedger(),
                failing(
                        ApiKeyStore.class,
                        apiKeys,
                        () -> new ApiKeyStoreUnavailableException("the store of API keys failed")),
                failingRevocations());
        return lifecycle(failingRegistry(), rotations(), ending);
    }

    private Lifecycle lifecycle(RegistryStore at, Rotations rotations, Retirement.Stores ending) {
        return new Lifecycle(
                new Lifecycle.Parts(at, ledger, rotations, new Retirement(ending, notice -> {})), rules, clock);
    }

    /** One that registers what happens, and dies before it decides what follows. */
    Lifecycle dyingOnceItIsRegistered() {
        RotationJournal never = Struck.port(RotationJournal.class, journal, () -> {
            throw new Struck.Death();
        });
        return lifecycle(registry, rotations(never), new Retirement.Stores(ledger, apiKeys, revocations));
    }

    /** What a reconciler compares. */
    Reconciler.Parts compared() {
        return new Reconciler.Parts(failingRegistry(), failingLedger(), failingJournal(), failingVault(), rotations());
    }

    private boolean works(Credential.Id id) {
        return generations(id.service()).stream()
                .anyMatch(one -> one.generation() == id.generation() && one.isLive(clock.instant()));
    }

    /** All generations of a service, the latest first. */
    List<Credential> generations(ServiceName service) {
        try {
            return ledger.of(service);
        } catch (CredentialLedgerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }
}
