package dev.cordon.mesh.store;

import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.issuance.SigningKeyStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedSigningKeyStoreTest extends SigningKeyStoreContract {

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
    protected SigningKeyStore store() throws StoreRefusedException {
        return stores.fresh().signingKeys();
    }
}
