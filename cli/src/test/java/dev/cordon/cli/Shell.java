package dev.cordon.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Runs commands in this process and keeps what they say. */
final class Shell {

    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final Path SHOP = Path.of(System.getProperty("cordon.root"), "docs/examples/shop/shop.yaml");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final int exitCode;

    private Shell(Instant now, String input, String... args) {
        Console console = new Console(
                new PrintWriter(out),
                new PrintWriter(err),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                false,
                Clock.fixed(now, ZoneOffset.UTC),
                new SecureRandom());
        exitCode = Main.run(console, args);
    }

    static Shell run(String... args) {
        return new Shell(NOW, "", args);
    }

    static Shell at(Instant now, String input, String... args) {
        return new Shell(now, input, args);
    }

    int exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
