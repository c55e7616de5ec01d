package dev.cordon.mesh.store;

import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedApiKeyStoreTest extends ApiKeyStoreContract {

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
    protected ApiKeyStore store() throws StoreRefusedException {
        return stores.fresh().apiKeys();
    }
}
