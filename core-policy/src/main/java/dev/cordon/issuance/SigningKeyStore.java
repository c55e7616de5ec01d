package dev.cordon.issuance;

/** Where the issuer's private keys are kept, encrypted. Implementations are safe for use by many threads. */
public interface SigningKeyStore {

    /**
     * All keys: strongly consistent.
     *
     * @throws SigningKeyStoreUnavailableException where they can't be read, such as with the wrong key to decrypt them
     */
    SigningKeys read() throws SigningKeyStoreUnavailableException;

    /**
     * Replaces all keys if they still are of the revision before, in one atomic step. When this returns they are kept,
     * whatever happens to the process.
     *
     * @param next of the revision after the one that was read
     * @return whether they were replaced; false where they are others by now
     * @throws SigningKeyStoreUnavailableException where they may or may not have been replaced
     */
    boolean replace(SigningKeys next) throws SigningKeyStoreUnavailableException;
}
