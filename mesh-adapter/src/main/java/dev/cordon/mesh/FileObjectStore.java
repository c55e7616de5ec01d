package dev.cordon.mesh;

import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.StoreUnavailableException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What is published, as files of a folder: on a laptop, or on a disk that the machines of one place share. */
final class FileObjectStore implements ObjectStore {

    private final StateFolder folder;

    FileObjectStore(Path folder) {
        this.folder = new StateFolder(folder);
    }

    @Override
    public Reading read(String name, Optional<String> known) throws StoreUnavailableException {
        Optional<byte[]> bytes = folder.read(name, LARGEST);
        if (bytes.isEmpty()) {
            return new Reading.Missing();
        }
        String version = version(bytes.get());
        return known.filter(version::equals).isPresent()
                ? new Reading.Unchanged()
                : new Reading.Found(bytes.get(), version);
    }

    @Override
    public boolean replace(String name, byte[] bytes, Optional<String> known) throws StoreUnavailableException {
        return folder.replace(
                name,
                bytes,
                LARGEST,
                there -> there.map(FileObjectStore::version).equals(known));
    }

    private static String version(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
