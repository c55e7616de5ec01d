package dev.cordon.cli;

import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads private keys. */
public final class KeyFiles {

    private static final long LARGEST = 64 * 1024;

    private KeyFiles() {}

    /**
     * The private key in a file.
     *
     * @throws CommandException where it can't be used; the message has nothing of its content
     */
    public static SigningKey signingKey(Path file) throws CommandException {
        byte[] bytes = InputFiles.bytes("signing key", file, LARGEST);
        try {
            return SigningKey.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (InvalidKeyFileException e) {
            throw CommandException.badInput("signing key `" + file + "`: " + e.getMessage());
        }
    }
}
