package dev.cordon.analysis;

import dev.cordon.document.Json;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Segment;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Uncounted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** On what terms something is allowed, in the words of policy documents: equal terms have equal words. */
final class Terms {

    private Terms() {}

    static List<String> of(Flow flow) {
        List<String> terms = new ArrayList<>();
        terms.add(by(flow.tokens()));
        if (!flow.scopes().isEmpty()) {
            terms.add("scopes " + list(flow.scopes().stream().sorted(byText()).toList()));
        }
        conditions(flow.when(), "", terms);
        rates(flow.rate(), "", terms);
        if (flow.mode() == Mode.SHADOW) {
            terms.add("shadow");
        }
        return terms;
    }

    private static String by(TokenKind tokens) {
        return switch (tokens) {
            case SEGMENT, EXTERNAL -> "by " + tokens + " tokens";
            case API_KEY -> "by API keys";
            case VOUCHED -> "by the word of an enforcement point";
        };
    }

    /** What the target's segment asks of every caller. */
    static List<String> of(Segment segment) {
        List<String> terms = new ArrayList<>();
        terms.add("authenticate " + segment.authentication());
        if (!segment.token().bind().isEmpty()) {
            terms.add("bind " + list(segment.token().bind()));
        }
        terms.add("ttl " + segment.token().ttl().toSeconds() + "s");
        if (segment.token().strictReplay()) {
            terms.add("replay strict");
        }
        terms.add("deny-after " + segment.freshness().denyAfter().toMillis() + "ms");
        rates(segment.limits().rate(), "segment ", terms);
        if (segment.limits().uncounted() != Uncounted.DENY) {
            terms.add("uncounted " + segment.limits().uncounted());
        }
        return terms;
    }

    private static void rates(Rates rates, String whose, List<String> terms) {
        rates.together().ifPresent(rate -> terms.add(whose + "rate " + rate));
        rates.perCaller().ifPresent(rate -> terms.add(whose + "rate-per-caller " + rate));
    }

    static void conditions(List<Condition> when, String prefix, List<String> terms) {
        when.forEach(condition -> terms.add(prefix + of(condition)));
    }

    private static String of(Condition condition) {
        if (condition instanceof Condition.Network network) {
            return "network " + list(network.blocks());
        }
        if (condition instanceof Condition.SameEnvironment) {
            return "environment same";
        }
        if (condition instanceof Condition.InEnvironment environment) {
            return "environment " + list(environment.environments());
        }
        if (condition instanceof Condition.Device device) {
            return "device " + list(device.keys());
        }
        if (condition instanceof Condition.Time time) {
            return "time " + time.windows().stream().map(Terms::window).collect(Collectors.joining(", "));
        }
        if (condition instanceof Condition.MutualTls) {
            return "mtls required";
        }
        if (condition instanceof Condition.MaxTokenAge age) {
            return "token-age " + age.age().toSeconds() + "s";
        }
        if (condition instanceof Condition.Claim claim) {
            return "claim " + claim.name() + " " + test(claim.test());
        }
        Condition.Subject subject = (Condition.Subject) condition;
        return "subject of " + subject.issuer() + ", roles " + list(subject.roles()) + ", groups "
                + list(subject.groups());
    }

    private static String window(TimeWindow window) {
        return list(window.days()) + " " + window.startMinute() + " to " + window.endMinute() + " min " + window.zone();
    }

    private static String test(ClaimTest test) {
        if (test instanceof ClaimTest.Equal equal) {
            return "= " + value(equal.value());
        }
        return test instanceof ClaimTest.OneOf one
                ? "in " + list(one.values().stream().map(Terms::value).toList())
                : "contains " + value(((ClaimTest.Contains) test).value());
    }

    /** Text is in quotes, so that it differs from a number or a flag of the same letters. */
    private static String value(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            return Json.of(text.value()).toCanonical();
        } else if (value instanceof ClaimValue.Whole whole) {
            return Long.toString(whole.value());
        }
        return value instanceof ClaimValue.Flag flag
                ? Boolean.toString(flag.value())
                : "["
                        + list(((ClaimValue.Many) value)
                                .values().stream().map(Terms::value).toList()) + "]";
    }

    private static Comparator<Object> byText() {
        return Comparator.comparing(Object::toString);
    }

    private static String list(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
