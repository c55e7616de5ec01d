package dev.cordon.issuance;

/** A store of signing keys for tests, with failures to order. */
public final class InMemorySigningKeyStore implements SigningKeyStore {

    private SigningKeys keys = SigningKeys.NONE;
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized SigningKeys read() throws SigningKeyStoreUnavailableException {
        requireUp();
        return keys;
    }

    @Override
    public synchronized boolean replace(SigningKeys next) throws SigningKeyStoreUnavailableException {
        requireUp();
        boolean follows = next.revision() == keys.revision() + 1;
        if (follows) {
            keys = next;
        }
        return follows;
    }

    private void requireUp() throws SigningKeyStoreUnavailableException {
        if (down) {
            throw new SigningKeyStoreUnavailableException("the store does not answer");
        }
    }
}
