package dev.cordon.mesh.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which signing keys are kept: 32 random bytes, as 64 hexadecimal digits or 43 characters of base64url
 * without padding. There is no default.
 */
public final class MasterKey {

    private static final int BYTES = 32;
    private static final int LONGEST = 1024;

    /** Of 32 random bytes, about 30 differ; fewer than 16 never do, within anybody's life. */
    private static final int FEWEST_DIFFERENT = 16;

    private final SecretKey key;

    private MasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /**
     * Reads it from a file, with or without a line end behind it.
     *
     * @throws StoreRefusedException where there is none, or a weak one
     */
    public static MasterKey fromFile(Path file) throws StoreRefusedException {
        try (InputStream bytes = Files.newInputStream(file)) {
            String text = new String(bytes.readNBytes(LONGEST), StandardCharsets.US_ASCII);
            return parse(text.replaceFirst("\r?\n\\z", ""), "the file `" + file + "`");
        } catch (IOException e) {
            throw new StoreRefusedException(
                    "the master key can't be read from the file `" + file + "`: check that it is there and readable",
                    e);
        }
    }

    /**
     * Takes it from the environment.
     *
     * @param variable the name of the variable
     * @param environment all variables
     * @throws StoreRefusedException where there is none, or a weak one
     */
    public static MasterKey fromEnvironment(String variable, Map<String, String> environment)
            throws StoreRefusedException {
        return parse(environment.getOrDefault(variable, ""), "the environment variable `" + variable + "`");
    }

    private static MasterKey parse(String text, String where) throws StoreRefusedException {
        byte[] bytes = decode(text)
                .orElseThrow(() -> new StoreRefusedException("there is no master key in " + where
                        + ": write 32 random bytes there, as 64 hexadecimal digits or as base64url without padding"));
        BitSet different = new BitSet();
        for (byte one : bytes) {
            different.set(one & 0xff);
        }
        if (different.cardinality() < FEWEST_DIFFERENT) {
            throw new StoreRefusedException(
                    "the master key in " + where + " is not random: make one of 32 random bytes");
        }
        return new MasterKey(bytes);
    }

    private static Optional<byte[]> decode(String text) {
        try {
            if (text.length() == 2 * BYTES) {
                return Optional.of(HexFormat.of().parseHex(text));
            }
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean exact = bytes.length == BYTES
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(text);
            return exact ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    SecretKey reveal() {
        return key;
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "master key";
    }
}
