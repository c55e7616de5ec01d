package dev.cordon.aws.store;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.registry.RegistryStore;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.SecretVault;

/**
 * What a control plane on AWS keeps, for operators.
 *
 * @param stores in DynamoDB
 * @param secrets in Secrets Manager
 */
record OperatorStores(ControlStores stores, SecretVault secrets) implements AdministeredStores {

    @Override
    public CredentialLedger credentials() {
        return stores.credentials();
    }

    @Override
    public TokenLedger tokens() {
        return stores.tokens();
    }

    @Override
    public ApiKeyStore apiKeys() {
        return stores.apiKeys();
    }

    @Override
    public RevocationStore revocations() {
        return stores.revocations();
    }

    @Override
    public SigningKeyStore signingKeys() {
        return new InKms();
    }

    @Override
    public RotationJournal rotations() {
        return stores.rotations();
    }

    @Override
    public RegistryStore registry() {
        return stores.registry();
    }

    /** Its clients end with the program. */
    @Override
    public void close() {
        // nothing is held
    }

    /** Keys that nobody reads. */
    private static final class InKms implements SigningKeyStore {

        @Override
        public SigningKeys read() throws SigningKeyStoreUnavailableException {
            throw elsewhere();
        }

        @Override
        public boolean replace(SigningKeys next) throws SigningKeyStoreUnavailableException {
            throw elsewhere();
        }

        private static SigningKeyStoreUnavailableException elsewhere() {
            return new SigningKeyStoreUnavailableException("the signing keys are KMS's: add one before the others of"
                    + " `CORDON_SIGNING_KEYS`, and publish its public half");
        }
    }
}
