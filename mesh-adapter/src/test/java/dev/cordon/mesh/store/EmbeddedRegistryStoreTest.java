package dev.cordon.mesh.store;

import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRegistryStoreTest extends RegistryStoreContract {

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
    protected RegistryStore registry() throws StoreRefusedException {
        return stores.fresh().registry();
    }
}
