package dev.cordon.document;

import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.TimeWindow;

/** Writes conditions: each an object with one member, named for its kind. */
final class ConditionWriter {

    private ConditionWriter() {}

    static Json write(Condition condition) {
        JsonObjectBuilder object = Json.object();
        if (condition instanceof Condition.Network network) {
            object.put("network", Json.texts(network.blocks()));
        } else if (condition instanceof Condition.SameEnvironment) {
            object.put("environment", "same");
        } else if (condition instanceof Condition.InEnvironment in) {
            object.put("environment", Json.texts(in.environments()));
        } else if (condition instanceof Condition.Device device) {
            object.put("device", Json.texts(device.keys()));
        } else if (condition instanceof Condition.Time time) {
            object.put("time", PolicyWriter.items(time.windows(), ConditionWriter::window));
        } else if (condition instanceof Condition.MutualTls) {
            object.put("mtls", "required");
        } else if (condition instanceof Condition.MaxTokenAge max) {
            object.put("maxTokenAgeSeconds", max.age().toSeconds());
        } else if (condition instanceof Condition.Claim claim) {
            object.put("claim", claim(claim));
        } else if (condition instanceof Condition.Subject subject) {
            object.put(
                    "subject",
                    Json.object()
                            .put("groups", Json.texts(subject.groups()))
                            .put("issuer", subject.issuer().text())
                            .put("roles", Json.texts(subject.roles()))
                            .build());
        }
        return object.build();
    }

    private static Json window(TimeWindow window) {
        return Json.object()
                .put(
                        "days",
                        PolicyWriter.items(window.days(), day -> Json.of(ConditionReader.DAYS.get(day.getValue() - 1))))
                .put("endMinute", window.endMinute())
                .put("startMinute", window.startMinute())
                .put("zone", window.zone().getId())
                .build();
    }

    private static Json claim(Condition.Claim claim) {
        JsonObjectBuilder object = Json.object().put("name", claim.name());
        if (claim.test() instanceof ClaimTest.Equal equal) {
            object.put("test", "equals").put("value", value(equal.value()));
        } else if (claim.test() instanceof ClaimTest.Contains contains) {
            object.put("test", "contains").put("value", value(contains.value()));
        } else if (claim.test() instanceof ClaimTest.OneOf one) {
            object.put("test", "one-of").put("value", PolicyWriter.items(one.values(), ConditionWriter::value));
        }
        return object.build();
    }

    private static Json value(ClaimValue value) {
        return value instanceof ClaimValue.Many many
                ? PolicyWriter.items(many.values(), ConditionWriter::scalar)
                : scalar(value);
    }

    /** Numbers that are not exact in every reader are written as digits in an object. */
    static Json scalar(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            return Json.of(text.value());
        } else if (value instanceof ClaimValue.Flag flag) {
            return Json.of(flag.value());
        } else if (value instanceof ClaimValue.Whole whole) {
            boolean exact = whole.value() <= Json.LARGEST && whole.value() >= -Json.LARGEST;
            return exact
                    ? Json.of(whole.value())
                    : Json.object().put("whole", Long.toString(whole.value())).build();
        }
        throw new IllegalArgumentException("a claim's value is a scalar or an array of scalars");
    }
}
