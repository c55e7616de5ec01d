package dev.cordon.cli.serve;

import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the store could be opened. It is not opened: a server may be using it.
 *
 * @param store the store; empty where none was named
 * @param masterKey the file of the key that encrypts what is secret in it; empty where none was named
 * @param access what the user may do
 */
record StoreCheck(Optional<Path> store, Optional<Path> masterKey, Access access) implements Check {

    private static final String STORE = "store";
    private static final String KEY = "master key";

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        store.ifPresent(file -> findings.add(store(file)));
        masterKey.ifPresent(file -> findings.add(masterKey(file)));
        return findings;
    }

    private Finding store(Path file) {
        Path folder = Access.folder(file);
        if (!Files.isDirectory(folder)) {
            return Finding.fail(STORE, "folder `" + folder + "` does not exist", "make it, for the user that serves");
        } else if (Files.isDirectory(file)) {
            return Finding.fail(STORE, "`" + file + "` is a folder", "name a file: --store FILE");
        } else if (!access.write().test(folder) || !access.enter().test(folder)) {
            return Finding.fail(
                    STORE,
                    "folder `" + folder + "` may not be written by you",
                    "let the user that serves write in it, since a lock lies beside the store");
        } else if (!Files.exists(file)) {
            return Finding.ok(STORE, "`" + file + "` can be made");
        }
        boolean usable = access.read().test(file) && access.write().test(file);
        return usable
                ? SecretFile.kept(STORE, "`" + file + "` can be read and written", file)
                : Finding.fail(
                        STORE, "`" + file + "` may not be read and written by you", "give it to the user that serves");
    }

    private static Finding masterKey(Path file) {
        try {
            MasterKey unused = MasterKey.fromFile(file);
            return SecretFile.kept(KEY, "32 bytes that may be random", file);
        } catch (StoreRefusedException e) {
            return Finding.fail(
                    KEY,
                    String.valueOf(e.getMessage()),
                    "`openssl rand -hex 32` makes one; keep it elsewhere than the store");
        }
    }
}
