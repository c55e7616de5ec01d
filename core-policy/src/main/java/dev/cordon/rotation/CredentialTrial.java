package dev.cordon.rotation;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import java.util.Optional;

/**
 * Obtains a token from the token service with a credential that nobody uses yet, as its service will: a token that is
 * good for nothing. Implementations are safe for use by many threads.
 */
public interface CredentialTrial {

    /**
     * Tries it.
     *
     * @return why it does not work, in one line without secrets; empty where it does
     */
    Optional<String> problem(Credential.Id id, ClientSecret secret);
}
