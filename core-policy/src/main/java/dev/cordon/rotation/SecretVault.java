package dev.cordon.rotation;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * Where the secrets of services are kept, a version for each generation of a credential, and where each service fetches
 * the one that it is to use. Implementations are safe for use by many threads; each call is one atomic step, and when
 * it returns it holds whatever happens to the process.
 */
public interface SecretVault {

    /**
     * Keeps a secret as that of a generation that has none. It is given to nobody yet.
     *
     * @param fresh kept where there is none
     * @return what the generation has now: {@code fresh}, or what it had before
     * @throws SecretVaultUnavailableException where {@code fresh} may or may not have been kept
     */
    ClientSecret keep(Credential.Id id, ClientSecret fresh) throws SecretVaultUnavailableException;

    /**
     * The secret of a generation: strongly consistent.
     *
     * @return empty where it has none, or none any more
     * @throws SecretVaultUnavailableException where that can't be known
     */
    Optional<ClientSecret> read(Credential.Id id) throws SecretVaultUnavailableException;

    /**
     * Has its service given that generation from now on.
     *
     * @return false where it has no secret, which changes nothing
     * @throws SecretVaultUnavailableException where that may or may not be so from now on
     */
    boolean give(Credential.Id id) throws SecretVaultUnavailableException;

    /**
     * Which generation a service is given: strongly consistent.
     *
     * @return empty where it is given none
     * @throws SecretVaultUnavailableException where that can't be known
     */
    Optional<Credential.Id> given(ServiceName service) throws SecretVaultUnavailableException;

    /**
     * Destroys the secret of a generation, which nobody reads from now on: whoever was given it is given none. Where
     * there is none nothing happens. A store that lets what is destroyed be recovered for a while keeps to that.
     *
     * @throws SecretVaultUnavailableException where it may or may not be destroyed
     */
    void destroy(Credential.Id id) throws SecretVaultUnavailableException;

    /**
     * The generations that have a secret, in pages, by service and number. What is kept or destroyed between two pages
     * may be missing or not; every other one is in exactly one.
     *
     * @param after the last one of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws SecretVaultUnavailableException where they can't be read
     */
    List<Credential.Id> kept(Optional<Credential.Id> after, int most) throws SecretVaultUnavailableException;
}
