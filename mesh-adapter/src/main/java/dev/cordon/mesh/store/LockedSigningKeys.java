package dev.cordon.mesh.store;

import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.SigningKeys;

/** The signing keys for those who have no master key: none is read or replaced. */
final class LockedSigningKeys implements SigningKeyStore {

    @Override
    public SigningKeys read() throws SigningKeyStoreUnavailableException {
        throw locked();
    }

    @Override
    public boolean replace(SigningKeys next) throws SigningKeyStoreUnavailableException {
        throw locked();
    }

    private static SigningKeyStoreUnavailableException locked() {
        return new SigningKeyStoreUnavailableException(
                "the signing keys are encrypted: give the master key that they were kept under");
    }
}
