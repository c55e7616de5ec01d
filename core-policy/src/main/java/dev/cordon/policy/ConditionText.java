package dev.cordon.policy;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A condition in the words of a policy's author: one line of YAML, as it may stand under {@code when}. It is printable
 * ASCII without a backtick, so that a message can quote it.
 */
public final class ConditionText {

    private static final ConditionText BRIEF = new ConditionText(3, 64);

    /** How many values of a list are written. */
    private final int most;
    /** How many characters of a value are written. */
    private final int longest;

    private ConditionText(int most, int longest) {
        this.most = most;
        this.longest = longest;
    }

    /**
     * The condition in at most 1,000 characters: a long list ends with how many values more it has, and {@code ...}
     * follows a long value that is cut. No name, thumbprint or block of addresses is as long as that.
     */
    public static String brief(Condition condition) {
        return BRIEF.of(condition);
    }

    private String of(Condition condition) {
        if (condition instanceof Condition.Network network) {
            return "network: " + list(network.blocks(), block -> scalar(block.toString()));
        } else if (condition instanceof Condition.SameEnvironment) {
            return "environment: same";
        } else if (condition instanceof Condition.InEnvironment in) {
            return "environment: " + list(in.environments(), environment -> scalar(environment.text()));
        } else if (condition instanceof Condition.Device device) {
            return "device: " + list(device.keys(), key -> scalar(key.text()));
        } else if (condition instanceof Condition.Time time) {
            return "time: " + list(time.windows(), this::window);
        } else if (condition instanceof Condition.MutualTls) {
            return "mtls: required";
        } else if (condition instanceof Condition.MaxTokenAge max) {
            return "max-token-age: " + duration(max.age());
        } else if (condition instanceof Condition.Claim claim) {
            return "claims: { " + scalar(claim.name()) + ": { " + test(claim.test()) + " } }";
        }
        return "subject: { " + subject((Condition.Subject) condition) + " }";
    }

    /** The times are in quotes, for a colon would make mappings of them. */
    private String window(TimeWindow window) {
        return "{ days: [" + String.join(", ", WindowText.days(window.days())) + "], from: \""
                + WindowText.time(window.startMinute()) + "\", to: \"" + WindowText.time(window.endMinute())
                + "\", zone: " + scalar(window.zone().getId()) + " }";
    }

    /** In the largest unit that leaves no rest; one day is 24 hours, as in messages about policies. */
    private static String duration(Duration age) {
        long seconds = age.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 86_400) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private String test(ClaimTest test) {
        if (test instanceof ClaimTest.Equal equal) {
            return "equals: " + value(equal.value());
        }
        return test instanceof ClaimTest.OneOf one
                ? "one-of: " + list(one.values(), this::value)
                : "contains: " + value(((ClaimTest.Contains) test).value());
    }

    private String value(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            return scalar(text.value());
        } else if (value instanceof ClaimValue.Whole whole) {
            return Long.toString(whole.value());
        }
        return value instanceof ClaimValue.Flag flag
                ? Boolean.toString(flag.value())
                : list(((ClaimValue.Many) value).values(), this::value);
    }

    private String subject(Condition.Subject subject) {
        String roles = subject.roles().isEmpty() ? "" : ", roles: " + list(subject.roles(), this::scalar);
        String groups = subject.groups().isEmpty() ? "" : ", groups: " + list(subject.groups(), this::scalar);
        return "issuer: " + scalar(subject.issuer().text()) + roles + groups;
    }

    private String scalar(String text) {
        return ScalarText.of(text, longest);
    }

    /** A value with spaces is in quotes, so that none can pass for the words about the rest. */
    private <T> String list(List<T> values, Function<T, String> text) {
        StringBuilder written = new StringBuilder("[");
        for (int i = 0; i < Math.min(values.size(), most); i++) {
            written.append(i == 0 ? "" : ", ").append(text.apply(values.get(i)));
        }
        if (values.size() > most) {
            written.append(", and ").append(values.size() - most).append(" more");
        }
        return written.append(']').toString();
    }
}
