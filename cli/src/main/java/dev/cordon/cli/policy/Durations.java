package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Rotation;
import java.time.Duration;
import java.util.Optional;

/** Durations as policies write them. */
public final class Durations {

    private static final int MOST_DIGITS = 9;

    /** What a duration must be. */
    enum Range {
        /** Of a segment's limits. */
        FRESHNESS(Duration.ofMillis(100), Duration.ofDays(7), Duration.ofMillis(1)),
        /** Of a token's life. */
        LIFE(Duration.ofSeconds(1), Duration.ofHours(24), Duration.ofSeconds(1)),
        /** Of a token's age. */
        AGE(Duration.ofSeconds(1), Duration.ofDays(7), Duration.ofSeconds(1)),
        /** Of a secret's age at a deploy. */
        SECRET_AGE(Rotation.SHORTEST, Rotation.LONGEST_LIFE, Duration.ofSeconds(1)),
        /** Of a secret's life. */
        SECRET_LIFE(Rotation.SHORTEST_LIFE, Rotation.LONGEST_LIFE, Duration.ofSeconds(1)),
        /** Of the time that a secret works on. */
        GRACE(Rotation.SHORTEST, Rotation.LONGEST_GRACE, Duration.ofSeconds(1));

        private final Duration least;
        private final Duration most;
        private final Duration step;

        Range(Duration least, Duration most, Duration step) {
            this.least = least;
            this.most = most;
            this.step = step;
        }

        private boolean contains(Duration duration) {
            return duration.compareTo(least) >= 0
                    && duration.compareTo(most) <= 0
                    && duration.toMillis() % step.toMillis() == 0;
        }
    }

    private Durations() {}

    /** A key's duration, or empty where it is absent or wrong. */
    static Optional<Duration> read(Fields fields, String key, Range range, Report report) {
        Optional<YamlNode.Scalar> text = fields.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = parse(text.get().text());
        if (duration.isEmpty()) {
            report.add(PolicyFault.DURATION, text.get().at(), text.get().text());
        } else if (!range.contains(duration.get())) {
            String unit = range.step.equals(Duration.ofSeconds(1)) ? "seconds" : "milliseconds";
            report.add(
                    PolicyFault.DURATION_RANGE,
                    text.get().at(),
                    key,
                    Report.our(text(range.least)),
                    Report.our(text(range.most)),
                    Report.our(unit));
            return Optional.empty();
        }
        return duration;
    }

    /** Reads {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 7d}. */
    public static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            case "d" -> Optional.of(Duration.ofDays(number));
            default -> Optional.empty();
        };
    }

    /** The shortest text that {@link #parse} reads back. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0 && seconds > 86_400) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
