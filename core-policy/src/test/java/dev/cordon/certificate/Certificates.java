package dev.cordon.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** The certificates beside the tests, valid from 2026-11-22 for a hundred years; {@code make.sh} there makes them. */
public final class Certificates {

    /** An instant at which all of them are valid. */
    public static final Instant VALID = Instant.parse("2026-11-22T12:00:00Z");

    private Certificates() {}

    /** The certificate of that file, in PEM. */
    public static String pem(String name) {
        try (InputStream in = Certificates.class.getResourceAsStream(name + ".pem")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
