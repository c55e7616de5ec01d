package dev.cordon.mesh.store;

import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedCredentialLedgerTest extends CredentialLedgerContract {

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
    protected CredentialLedger ledger() throws StoreRefusedException {
        return stores.fresh().credentials();
    }
}
