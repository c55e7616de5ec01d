package dev.cordon.mesh.store;

import dev.cordon.ledger.StatusLedgerContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStatusLedgerTest extends StatusLedgerContract {

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
    protected Sides ledger() throws StoreRefusedException {
        EmbeddedStore store = stores.fresh(Instant::now);
        return new Sides(store.tokens(), store.statuses());
    }
}
