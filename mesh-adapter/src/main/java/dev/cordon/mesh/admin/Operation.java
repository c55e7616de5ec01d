package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.document.Json;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.TokenRefusedException;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.revocation.RevocationStoreUnavailableException;

/** One thing that operators may ask. */
@FunctionalInterface
interface Operation {

    /**
     * Does it.
     *
     * @throws IllegalArgumentException where an argument is not as it must be
     */
    Json.Members on(Json.Members arguments)
            throws AdministrationRefusedException, TokenLedgerUnavailableException,
                    CredentialLedgerUnavailableException, RevocationStoreUnavailableException,
                    SigningKeyStoreUnavailableException, ApiKeyStoreUnavailableException, TokenRefusedException;
}
