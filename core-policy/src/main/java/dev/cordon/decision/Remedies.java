package dev.cordon.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What to do about each reason, kept beside the code as text so that start-up does not pay for it. */
final class Remedies {

    private static final Properties TEXTS = load();

    private Remedies() {}

    static String of(Reason reason) {
        return Objects.requireNonNull(TEXTS.getProperty(reason.name()), reason.name());
    }

    private static Properties load() {
        Properties texts = new Properties();
        try (InputStream in = Remedies.class.getResourceAsStream("remedies.properties")) {
            texts.load(Objects.requireNonNull(in, "remedies.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
