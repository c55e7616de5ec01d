package dev.cordon.revocation;

import java.time.InstantSource;

final class InMemoryRevocationStoreTest extends RevocationStoreContract {

    @Override
    protected RevocationStore store(InstantSource clock) {
        return new InMemoryRevocationStore(clock);
    }
}
