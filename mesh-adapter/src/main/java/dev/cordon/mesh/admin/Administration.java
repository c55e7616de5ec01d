package dev.cordon.mesh.admin;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The administration of a store, whoever has it: opened here where nobody does, else through the socket beside it; or
 * that of a service far away.
 */
public final class Administration implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final @Nullable AdministeredStores store;
    private final Asking asking;

    /** One way to ask. */
    private interface Asking {
        AdminAnswer ask(AdminRequest request) throws AdminUnreachableException;
    }

    private Administration(@Nullable AdministeredStores store, Asking asking) {
        this.store = store;
        this.asking = asking;
    }

    /**
     * The service at that address.
     *
     * @param base where its operations are below
     * @param token a bearer token for it: a secret
     */
    public static Administration at(URI base, String token) {
        return new Administration(null, new AdminHttpClient(base, token, PATIENCE)::ask);
    }

    /** That of stores that many may have at once; it closes them. */
    public static Administration over(AdministeredStores stores, AdminSettings settings) {
        return new Administration(stores, new AdminHandler(stores, settings)::answer);
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
            return new Administration(store, new AdminHandler(store, settings)::answer);
        } catch (StoreRefusedException e) {
            if (e.isInUse()) {
                return new Administration(null, request -> askBeside(file, request));
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
        return asking.ask(request);
    }

    private static AdminAnswer askBeside(Path file, AdminRequest request) throws AdminUnreachableException {
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
