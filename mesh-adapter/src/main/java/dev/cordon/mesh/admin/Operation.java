package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministrationRefusedException;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.document.Json;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.TokenRefusedException;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.lifecycle.ServiceInventoryUnavailableException;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.SecretVaultUnavailableException;

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
                    SigningKeyStoreUnavailableException, ApiKeyStoreUnavailableException, TokenRefusedException,
                    RegistryUnavailableException, RotationJournalUnavailableException, SecretVaultUnavailableException,
                    ServiceInventoryUnavailableException;
}
