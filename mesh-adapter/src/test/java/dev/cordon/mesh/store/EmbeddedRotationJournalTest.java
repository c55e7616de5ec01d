package dev.cordon.mesh.store;

import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRotationJournalTest extends RotationJournalContract {

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
    protected RotationJournal journal() throws StoreRefusedException {
        return stores.fresh().rotations();
    }
}
