package dev.cordon.mesh.log;

import dev.cordon.chain.LogHead;
import dev.cordon.chain.LogTrust;
import dev.cordon.chain.LogVerifier;
import dev.cordon.chain.Verdict;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SignatureProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifies files as they lie there. */
final class Verification {

    private Verification() {}

    /** The verdict on a log, with all files of it in its folder, by its head. */
    static Verdict of(Path log, Optional<JsonWebKeys> keys) throws IOException {
        Path head = log.resolveSibling(log.getFileName() + ".head");
        Optional<LogHead> known = Files.exists(head) ? LogHead.read(Files.readAllBytes(head)) : Optional.empty();
        LogVerifier verifier = new LogVerifier(new LogTrust(keys, SignatureProvider.jdk(), known));
        for (Path file : files(log)) {
            verifier.file(String.valueOf(file.getFileName()));
            byte[] bytes = Files.readAllBytes(file);
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    verifier.take(Arrays.copyOfRange(bytes, from, i), true);
                    from = i + 1;
                }
            }
            if (from < bytes.length) {
                verifier.take(Arrays.copyOfRange(bytes, from, bytes.length), false);
            }
        }
        return verifier.end();
    }

    /** The files of a log, oldest first. */
    static List<Path> files(Path log) throws IOException {
        String name = String.valueOf(log.getFileName());
        try (Stream<Path> files = Files.list(log.toAbsolutePath().getParent())) {
            List<Path> older = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(name + "-"))
                    .sorted()
                    .toList();
            return Stream.concat(older.stream(), Stream.of(log)).toList();
        }
    }
}
