package dev.cordon.mesh.log;

import dev.cordon.token.Signer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a log is written.
 *
 * @param signer signs checkpoints; empty where nobody does
 * @param largest from how many bytes on a file is set aside and another begun; {@link Long#MAX_VALUE} for never
 * @param clock the time of day
 * @param random makes the id of a log that begins
 * @param notices takes a line for what operators should know; nothing secret
 */
public record LogSettings(
        Optional<Signer> signer, long largest, InstantSource clock, SecureRandom random, Consumer<String> notices) {

    private static final int ID = 16;

    /** An id that no other log has. */
    String newId() {
        byte[] bytes = new byte[ID];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Unsigned, in one file, telling nobody. */
    public static LogSettings plain(InstantSource clock, SecureRandom random) {
        return new LogSettings(Optional.empty(), Long.MAX_VALUE, clock, random, notice -> {});
    }
}
