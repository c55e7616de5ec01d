package dev.cordon.issuance;

final class InMemorySigningKeyStoreTest extends SigningKeyStoreContract {

    @Override
    protected SigningKeyStore store() {
        return new InMemorySigningKeyStore();
    }
}
