package dev.cordon.administration;

import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.registry.RegistryStore;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.SecretVault;

/**
 * What operators look at and change, wherever it is kept. Implementations are safe for use by many threads; whoever has
 * one closes it.
 */
public interface AdministeredStores extends AutoCloseable {

    /** What services obtain tokens with. */
    CredentialLedger credentials();

    /** What was handed out. */
    TokenLedger tokens();

    /** Keys of partners. */
    ApiKeyStore apiKeys();

    /** What is revoked. */
    RevocationStore revocations();

    /** What signs tokens, where that is kept here. */
    SigningKeyStore signingKeys();

    /** The services' secrets. */
    SecretVault secrets();

    /** What was decided about credentials. */
    RotationJournal rotations();

    /** Which services there are. */
    RegistryStore registry();

    /** Lets go of them. */
    @Override
    void close();
}
