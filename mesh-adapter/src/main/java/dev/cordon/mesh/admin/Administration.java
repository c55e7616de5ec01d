package dev.cordon.mesh.admin;

import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The administration of a store, whoever has it: opened here where nobody does, else through the socket beside it. */
public final class Administration implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path file;
    private final @Nullable EmbeddedStore store;
    private final AdminSettings settings;

    private Administration(Path file, @Nullable EmbeddedStore store, AdminSettings settings) {
        this.file = file;
        this.store = store;
        this.settings = settings;
    }

    /**
     * Gets hold of a store.
     *
     * @param masterKey needed for signing keys alone, and only where nobody has the store
     * @throws StoreRefusedException where it can't be opened, and not because somebody has it
     */
    public static Administration of(Path file, Optional<MasterKey> masterKey, AdminSettings settings)
            throws StoreRefusedException {
        try {
            EmbeddedStore store = masterKey.isPresent()
                    ? EmbeddedStore.open(file, masterKey.get(), settings.clock(), settings.random())
                    : EmbeddedStore.openWithoutMasterKey(file, settings.clock());
            return new Administration(file, store, settings);
        } catch (StoreRefusedException e) {
            if (e.isInUse()) {
                return new Administration(file, null, settings);
            }
            throw e;
        }
    }

    /**
     * Asks.
     *
     * @throws AdminUnreachableException where somebody has the store and does not answer
     */
    public AdminAnswer ask(AdminRequest request) throws AdminUnreachableException {
        if (store != null) {
            return new AdminHandler(store, settings).answer(request);
        }
        try {
            return new AdminClient(AdminServer.socketOf(file), PATIENCE).ask(request);
        } catch (AdminUnreachableException e) {
            throw new AdminUnreachableException(
                    "`" + file + "` is in use by another process, and " + e.getMessage(), e);
        }
    }

    /** Lets go of the store. */
    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
