package dev.cordon.mesh.admin;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The place of the socket: beside the store's file, for its owner alone. */
final class AdminSocket {

    /** What every system takes for a socket's path, in bytes; Linux takes 107. */
    private static final int LONGEST = 103;

    /** How much longer a socket's path is before it gets its name. */
    private static final int BEFORE = 24;

    private AdminSocket() {}

    static Path beside(Path store) {
        return store.resolveSibling(store.getFileName() + ".sock");
    }

    /** Makes a socket that listens. */
    @FunctionalInterface
    interface Listening<T> {
        T at(UnixDomainSocketAddress address) throws IOException;
    }

    /**
     * Puts a socket in its place. It gets its name once nobody else can connect any more; one that a process left which
     * was killed is replaced. Whoever calls this has the store's lock, so nobody else listens there.
     */
    static <T> T publish(Path socket, Listening<T> listening) throws IOException {
        Path folder = folderOf(socket);
        int longest = Math.max(bytes(socket.toAbsolutePath()), bytes(folder) + BEFORE);
        if (longest > LONGEST) {
            throw new IOException("`" + socket.toAbsolutePath() + "` is " + (longest - LONGEST)
                    + " bytes too long for a socket: keep the store in a folder with a shorter path");
        }
        Path nursery = Files.createTempDirectory(folder, "");
        Path born = nursery.resolve("s");
        try {
            T listener = listening.at(UnixDomainSocketAddress.of(born));
            Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
            Files.move(born, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return listener;
        } finally {
            Files.deleteIfExists(born);
            Files.deleteIfExists(nursery);
        }
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}
