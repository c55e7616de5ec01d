package dev.cordon.mesh.admin;

import dev.cordon.issuance.KeySchedule;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Stores to administrate. */
final class AdminStores {

    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    static final AdminSettings SETTINGS =
            new AdminSettings(KeySchedule.standard(), Optional.empty(), InstantSource.fixed(NOW), new SecureRandom());

    private AdminStores() {}

    static MasterKey key() throws StoreRefusedException {
        return MasterKey.fromEnvironment(
                "KEY", Map.of("KEY", "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"));
    }

    static EmbeddedStore open(Path file) throws StoreRefusedException {
        return EmbeddedStore.open(file, key(), SETTINGS.clock(), SETTINGS.random());
    }
}
