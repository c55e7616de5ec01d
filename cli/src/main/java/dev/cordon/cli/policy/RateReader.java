package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import java.util.Optional;

/** Reads rates. */
final class RateReader {

    private static final String BURST = " burst ";
    /** More digits than any number in range has, and few enough for a long. */
    private static final int MOST_DIGITS = 15;

    private final Report report;

    RateReader(Report report) {
        this.report = report;
    }

    /** The rates of a flow or segment, as far as they are right. */
    Rates rates(Fields fields) {
        Optional<RateLimit> together = fields.text("rate").flatMap(this::read);
        Optional<RateLimit> perCaller = fields.text("rate-per-caller").flatMap(this::read);
        return new Rates(together, perCaller);
    }

    /** Reads {@code 200/s} or {@code 200/s burst 400}; a burst is one period's calls unless given. */
    private Optional<RateLimit> read(YamlNode.Scalar scalar) {
        String text = scalar.text();
        int slash = text.indexOf('/');
        int burst = text.indexOf(BURST);
        String calls = text.substring(0, Math.max(slash, 0));
        String per = text.substring(slash + 1, burst > slash ? burst : text.length());
        String most = burst < 0 ? calls : text.substring(burst + BURST.length());
        Optional<RateLimit.Per> period = period(per);
        if (slash < 0 || period.isEmpty() || !isNumber(calls) || !isNumber(most)) {
            report.add(RuleFault.RATE, scalar.at(), text);
            return Optional.empty();
        }
        if (!isInRange(calls) || !isInRange(most)) {
            report.add(RuleFault.RATE_RANGE, scalar.at(), text);
            return Optional.empty();
        }
        return period.map(unit -> new RateLimit(Long.parseLong(calls), unit, Long.parseLong(most)));
    }

    private static Optional<RateLimit.Per> period(String text) {
        for (RateLimit.Per per : RateLimit.Per.values()) {
            if (per.toString().equals(text)) {
                return Optional.of(per);
            }
        }
        return Optional.empty();
    }

    /** A whole number, negative ones included: they are out of range, not out of form. */
    private static boolean isNumber(String text) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isInRange(String number) {
        return number.length() <= MOST_DIGITS
                && Long.parseLong(number) >= 1
                && Long.parseLong(number) <= RateLimit.MOST;
    }
}
