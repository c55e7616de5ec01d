package dev.cordon.mesh.store;

import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedTokenLedgerTest extends TokenLedgerContract {

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
    protected TokenLedger ledger() throws StoreRefusedException {
        return stores.fresh().tokens();
    }
}
