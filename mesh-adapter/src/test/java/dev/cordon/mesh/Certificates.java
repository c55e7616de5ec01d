package dev.cordon.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** The certificates beside the tests, valid from 2026-11-22 for a hundred years; {@code make.sh} there makes them. */
final class Certificates {

    /** An instant at which all of them are valid. */
    static final Instant VALID = Instant.parse("2026-11-22T12:00:00Z");

    private Certificates() {}

    static String pem(String name) {
        try (InputStream in = Certificates.class.getResourceAsStream("certificates/" + name + ".pem")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As nginx forwards it. */
    static String escaped(String name) {
        return escape(pem(name));
    }

    static String escape(String pem) {
        return URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
    }
}
