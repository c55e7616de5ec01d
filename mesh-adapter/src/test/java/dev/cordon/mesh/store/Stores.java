package dev.cordon.mesh.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stores in a folder, each in a file of its own, closed together. */
final class Stores implements AutoCloseable {

    static final String KEY = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private final Path folder;
    private final List<EmbeddedStore> opened = new ArrayList<>();

    Stores(Path folder) {
        this.folder = folder;
    }

    static MasterKey key(String text) throws StoreRefusedException {
        return MasterKey.fromEnvironment("KEY", Map.of("KEY", text));
    }

    static EmbeddedStore open(Path file) throws StoreRefusedException {
        return EmbeddedStore.open(file, key(KEY), InstantSource.fixed(START), new SecureRandom());
    }

    EmbeddedStore fresh(InstantSource clock) throws StoreRefusedException {
        Path file = folder.resolve("store-" + opened.size());
        EmbeddedStore store = EmbeddedStore.open(file, key(KEY), clock, new SecureRandom());
        opened.add(store);
        return store;
    }

    EmbeddedStore fresh() throws StoreRefusedException {
        return fresh(InstantSource.fixed(START));
    }

    @Override
    public void close() {
        opened.forEach(EmbeddedStore::close);
    }
}
