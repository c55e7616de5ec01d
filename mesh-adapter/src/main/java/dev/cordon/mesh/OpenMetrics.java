package dev.cordon.mesh;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Writes the text form of OpenMetrics 1.0.0. Label values that are given are escaped; names and help texts are our own
 * and need none.
 */
final class OpenMetrics {

    /** The media type. */
    static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4096);

    /** One label of a sample. */
    record Label(String name, String value) {}

    /** Begins a family; its samples follow. */
    OpenMetrics family(String name, String type, String help) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (name.endsWith("_seconds")) {
            text.append("# UNIT ").append(name).append(" seconds\n");
        }
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        return this;
    }

    /** A sample of the family, with the suffix that its type demands in the name. */
    OpenMetrics sample(String name, String value, Label... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i++) {
            text.append(i == 0 ? '{' : ',').append(labels[i].name()).append("=\"");
            escape(labels[i].value());
            text.append('"');
        }
        text.append(labels.length == 0 ? "" : "}").append(' ').append(value).append('\n');
        return this;
    }

    /** A family of one sample. */
    OpenMetrics gauge(String name, String value, String help) {
        return family(name, "gauge", help).sample(name, value);
    }

    /** A family of one sample that only grows. */
    OpenMetrics counter(String name, long value, String help) {
        return family(name, "counter", help).sample(name + "_total", Long.toString(value));
    }

    /**
     * A histogram of durations.
     *
     * @param counts for each bound how many lie at most there and above the bound before, then how many lie above all
     */
    OpenMetrics histogram(String name, List<Duration> bounds, List<Long> counts, Duration total) {
        long sum = 0;
        for (int i = 0; i < counts.size(); i++) {
            sum += counts.get(i);
            String bound = i < bounds.size() ? seconds(bounds.get(i)) : "+Inf";
            sample(name + "_bucket", Long.toString(sum), new Label("le", bound));
        }
        return sample(name + "_count", Long.toString(sum)).sample(name + "_sum", seconds(total));
    }

    /** A duration in seconds, as a plain decimal number. */
    static String seconds(Duration duration) {
        String plain = BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    /** The whole text. */
    String end() {
        return text.append("# EOF\n").toString();
    }
}
