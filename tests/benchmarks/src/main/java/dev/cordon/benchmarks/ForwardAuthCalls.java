package dev.cordon.benchmarks;

import dev.cordon.document.Bundle;
import dev.cordon.document.Edition;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.workload.Size;
import dev.cordon.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what {@code forward-auth.sh} needs into a folder: the large policy as a signed bundle, keys, and the calls of
 * the pool, one a line: method, path, host, address, token. The first file's tokens are good for five minutes from now,
 * those of the next one from three minutes on, and so on. Their calls are for the clock and the environment of that
 * moment, so that somewhat more than 30% are denied.
 */
public final class ForwardAuthCalls {

    /** How long after its first one a file's calls are to be asked: their tokens expire after five minutes. */
    private static final Duration USED = Duration.ofMinutes(3);

    private ForwardAuthCalls() {}

    /**
     * Writes.
     *
     * @param arguments the folder, and for how many {@link #USED} calls are needed
     */
    public static void main(String... arguments) throws IOException, SignerUnavailableException {
        Path folder = Path.of(arguments[0]);
        int parts = Integer.parseInt(arguments[1]);
        Pool pool = Pool.of(Size.L);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        Edition edition = new Edition(Workload.ENVIRONMENTS.get(0), 1, now.plus(Duration.ofDays(1)));
        Files.write(folder.resolve("workload.bundle"), Bundle.sign(pool.policy(), edition, key));
        Files.writeString(folder.resolve("keys.jwks"), key.publicKeys().toJson());
        SegmentTokenMinter minter = new SegmentTokenMinter(Cordon.ISSUER, key, new SecureRandom());
        for (int part = 0; part < parts; part++) {
            Instant issued = now.plus(USED.multipliedBy(part));
            Files.write(folder.resolve("calls-" + part + ".txt"), calls(pool, minter, issued));
        }
    }

    private static List<String> calls(Pool pool, SegmentTokenMinter minter, Instant issued) {
        List<String> lines = new ArrayList<>();
        for (Ask ask : pool.asks()) {
            lines.add(String.join(
                    " ",
                    ask.method(),
                    ask.path(),
                    ask.target() + ".mesh.example",
                    ask.source(),
                    Cordon.token(minter, ask, issued)));
        }
        return lines;
    }
}
