package dev.cordon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code cordon --version} prints: the version in the jar's manifest. */
public final class Version implements IVersionProvider {

    /** For picocli. */
    public Version() {}

    /** The version of this build, or {@code development} outside a jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** When this build was made, as the build says it: builds of one release say the same. */
    public static Instant built() {
        try (InputStream text = Objects.requireNonNull(Version.class.getResourceAsStream("built.txt"))) {
            return Instant.parse(new String(text.readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"cordon " + text() + ", Java " + Runtime.version()};
    }
}
