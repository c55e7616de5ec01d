package dev.cordon.mesh.store;

import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedSecretVaultTest extends SecretVaultContract {

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
    protected SecretVault vault() throws StoreRefusedException {
        return stores.fresh().secrets();
    }
}
