package dev.cordon.discovery;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How long an answer says that it may be kept (RFC 9111 §5.2.2); as far as it can be read. */
public final class CacheControl {

    private static final String MAX_AGE = "max-age=";
    private static final int LONGEST = 1_000;
    private static final int MOST_DIGITS = 9;

    private CacheControl() {}

    /**
     * The age that a {@code Cache-Control} header allows; zero where it may not be kept, empty where it says nothing.
     */
    public static Optional<Duration> maxAge(String header) {
        Optional<Duration> age = Optional.empty();
        if (header.length() > LONGEST) {
            return age;
        }
        for (String part : header.split(",", -1)) {
            String directive = part.strip().toLowerCase(Locale.ROOT);
            if (directive.equals("no-store") || directive.equals("no-cache")) {
                return Optional.of(Duration.ZERO);
            }
            String seconds = directive.startsWith(MAX_AGE) ? directive.substring(MAX_AGE.length()) : "";
            boolean whole = !seconds.isEmpty()
                    && seconds.length() <= MOST_DIGITS
                    && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
            if (whole && age.isEmpty()) {
                age = Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
            }
        }
        return age;
    }
}
