package dev.cordon.lifecycle;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.GenerationRevocations;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends what a retired service was given, whoever made it: first what it obtained, then what it obtains more with. What
 * rotates, with its secrets, ends by its own journal. Each step may be done again. Safe for use by many threads; blocks
 * as long as its stores do.
 */
public final class Retirement {

    private final Stores stores;
    private final GenerationRevocations generations;
    private final Consumer<String> notices;

    /** Where it ends things. */
    public record Stores(CredentialLedger ledger, ApiKeyStore apiKeys, RevocationStore revocations) {}

    /** @param notices takes a line where something could not be ended, without secrets */
    public Retirement(Stores stores, Consumer<String> notices) {
        this.stores = stores;
        this.generations = new GenerationRevocations(stores.revocations());
        this.notices = notices;
    }

    /**
     * Ends what a service was given before an instant; what it was given since then is its next incarnation's.
     *
     * @return whether nothing is left; where not, it is to be done again
     */
    boolean end(ServiceName service, Instant at, Instant now) {
        try {
            // for ever, and first: whatever fails later brings nothing back to life
            stores.revocations().add(new Revocation.IssuedBefore(service, at.getEpochSecond(), true), Optional.empty());
            boolean credentials = credentials(service, at, now);
            apiKeys(service, at);
            return credentials;
        } catch (RevocationStoreUnavailableException
                | CredentialLedgerUnavailableException
                | ApiKeyStoreUnavailableException e) {
            notices.accept(
                    "service `" + service + "` is retired, and not all that it had is over yet: " + e.getMessage());
            return false;
        }
    }

    /** With what each obtained meanwhile. */
    private boolean credentials(ServiceName service, Instant at, Instant now)
            throws CredentialLedgerUnavailableException, RevocationStoreUnavailableException {
        boolean all = true;
        for (Credential one : stores.ledger().of(service)) {
            if (one.state() != State.REVOKED && one.terms().createdAt().isBefore(at)) {
                generations.begin(service, one.generation());
                if (stores.ledger().replace(one, one.in(State.REVOKED))) {
                    generations.settle(service, one.generation(), now);
                } else {
                    // somebody else changes it meanwhile: it is looked at again
                    all = false;
                }
            }
        }
        return all;
    }

    private void apiKeys(ServiceName service, Instant at) throws ApiKeyStoreUnavailableException {
        for (ApiKey key : stores.apiKeys().read().all()) {
            if (!key.isRevoked()
                    && key.grant().edge().caller().equals(service)
                    && key.terms().createdAt().isBefore(at)) {
                boolean unused = stores.apiKeys().revoke(key.id(), at);
            }
        }
    }
}
