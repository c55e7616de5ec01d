package dev.cordon.mesh.store;

import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRevocationStoreTest extends RevocationStoreContract {

    @TempDir
    Path folder;

    private Stores stores;

    @BeforeEach
    void begin() {
        stores = new Stores(folder);
    }

    @AfterEach
    void end() {
        stores.close();
    }

    @Override
    protected RevocationStore store(InstantSource clock) throws StoreRefusedException {
        return stores.fresh(clock).revocations();
    }
}
