package dev.cordon.credential;

import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Optional;

/** The services' credentials. Implementations are safe for use by many threads; each call is one atomic step. */
public interface CredentialLedger {

    /**
     * All generations of a service's credential, the latest first: strongly consistent.
     *
     * @return empty where the service has none
     * @throws CredentialLedgerUnavailableException where that can't be known; nobody may be let in
     */
    List<Credential> of(ServiceName service) throws CredentialLedgerUnavailableException;

    /**
     * Services that have or had a credential, each once, in an order that does not change.
     *
     * @param after the last service of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws CredentialLedgerUnavailableException where they can't be read
     */
    List<ServiceName> services(Optional<ServiceName> after, int most) throws CredentialLedgerUnavailableException;

    /**
     * Adds a generation if it is later than all that the service has. When this returns it is kept, whatever happens to
     * the process.
     *
     * @return whether it was added
     * @throws CredentialLedgerUnavailableException where it may or may not have been added
     */
    boolean add(Credential credential) throws CredentialLedgerUnavailableException;

    /**
     * Replaces a generation if it still is as the caller read it.
     *
     * @param known what was read
     * @param next of the same service and generation
     * @return whether it was replaced; false where it is another one by now
     * @throws CredentialLedgerUnavailableException where it may or may not have been replaced
     * @throws IllegalArgumentException where {@code next} is another credential
     */
    boolean replace(Credential known, Credential next) throws CredentialLedgerUnavailableException;

    /**
     * Forgets a generation that is over, with its uses, if it still is as the caller read it. The latest one that a
     * service has stays: whoever adds one must not give a number twice.
     *
     * @param known what was read
     * @return whether it was forgotten; false where it is another one by now, is not over, or is the latest one
     * @throws CredentialLedgerUnavailableException where it may or may not have been forgotten
     */
    boolean forget(Credential known) throws CredentialLedgerUnavailableException;

    /**
     * Adds uses, all or none. Uses of credentials that are not there are left out. May be kept a while later only: uses
     * may be lost with the process, credentials not.
     *
     * @throws CredentialLedgerUnavailableException where they may or may not have been added
     */
    void used(List<Use<Credential.Id>> uses) throws CredentialLedgerUnavailableException;

    /**
     * How a credential was used so far: what was asked of the token service with it.
     *
     * @return {@link Usage#NONE} where it was not, or is not there
     * @throws CredentialLedgerUnavailableException where that can't be known
     */
    Usage usage(Credential.Id id) throws CredentialLedgerUnavailableException;
}
