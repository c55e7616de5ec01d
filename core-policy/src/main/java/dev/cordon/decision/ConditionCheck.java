package dev.cordon.decision;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.VerifiedToken;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates conditions against a call, without allocation. Lists are walked by index for that reason. */
final class ConditionCheck {

    private ConditionCheck() {}

    /** Whether the condition holds for the call under evaluation. */
    static Truth of(Condition condition, Evaluation call) {
        VerifiedToken token = call.verified();
        if (condition instanceof Condition.Network network) {
            return network(network.blocks(), call.source());
        } else if (condition instanceof Condition.SameEnvironment) {
            return token == null || token.environment() == null
                    ? Truth.UNKNOWN
                    : truth(call.environment().equals(token.environment()));
        } else if (condition instanceof Condition.InEnvironment in) {
            return truth(contains(in, call.environment()));
        } else if (condition instanceof Condition.Device device) {
            return device(device.keys(), call.certificate(), token);
        } else if (condition instanceof Condition.Time time) {
            return truth(open(time.windows(), call));
        } else if (condition instanceof Condition.MutualTls) {
            return truth(call.certificate() instanceof CertificateEvidence.Trusted);
        } else if (condition instanceof Condition.MaxTokenAge max) {
            return token == null ? Truth.UNKNOWN : truth(!old(token, max.age().toSeconds(), call));
        } else if (condition instanceof Condition.Claim claim) {
            return claim(claim, token);
        }
        return condition instanceof Condition.Subject subject ? subject(subject, token) : Truth.UNKNOWN;
    }

    /** The reason with which a flow denies where this condition does not hold. */
    static Reason reason(Condition condition) {
        return switch (condition.rank()) {
            case 0 -> Reason.CONDITION_NETWORK;
            case 1 -> Reason.CONDITION_ENVIRONMENT;
            case 2 -> Reason.CONDITION_DEVICE;
            case 3 -> Reason.CONDITION_TIME;
            case 4 -> Reason.CONDITION_MTLS;
            case 5 -> Reason.CONDITION_TOKEN_AGE;
            case 6 -> Reason.CONDITION_CLAIM;
            default -> Reason.CONDITION_SUBJECT;
        };
    }

    static boolean within(List<Cidr> blocks, IpAddress source) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).contains(source)) {
                return true;
            }
        }
        return false;
    }

    static boolean open(List<TimeWindow> windows, Evaluation call) {
        for (int i = 0; i < windows.size(); i++) {
            TimeWindow window = windows.get(i);
            if (call.isWatched()) {
                call.steady(window.steadyUntil(call.now().wall()));
            }
            if (window.containsLocal(
                    call.clock.localSecond(window.zone(), call.now().wall()))) {
                return true;
            }
        }
        return false;
    }

    /** A token is older than an age from the first nanosecond after it. */
    private static boolean old(VerifiedToken token, long age, Evaluation call) {
        boolean past = call.now().isPast(token.issuedAt(), age);
        if (!past && call.isWatched()) {
            call.steady(Instant.ofEpochSecond(token.issuedAt() + age, 1));
        }
        return past;
    }

    private static Truth network(List<Cidr> blocks, @Nullable IpAddress source) {
        return source == null ? Truth.UNKNOWN : truth(within(blocks, source));
    }

    private static boolean contains(Condition.InEnvironment in, String environment) {
        for (int i = 0; i < in.environments().size(); i++) {
            if (in.environments().get(i).text().equals(environment)) {
                return true;
            }
        }
        return false;
    }

    /** The token's key counts: its proof was checked when the token's bindings were. */
    private static Truth device(
            List<KeyThumbprint> keys, CertificateEvidence certificate, @Nullable VerifiedToken token) {
        KeyThumbprint shown = certificate instanceof CertificateEvidence.Trusted trusted
                ? trusted.certificate().thumbprint()
                : null;
        KeyThumbprint proven = token == null ? null : token.key();
        if (shown == null && proven == null) {
            return Truth.UNKNOWN;
        }
        return truth(shown != null && keys.contains(shown) || proven != null && keys.contains(proven));
    }

    private static Truth claim(Condition.Claim claim, @Nullable VerifiedToken token) {
        ClaimValue value = token == null ? null : token.all().get(claim.name());
        if (value == null) {
            return Truth.UNKNOWN;
        }
        if (claim.test() instanceof ClaimTest.Equal equal) {
            return truth(value.equals(equal.value()));
        } else if (claim.test() instanceof ClaimTest.OneOf oneOf) {
            return truth(oneOf.values().contains(value));
        }
        return truth(claim.test() instanceof ClaimTest.Contains contains
                && value instanceof ClaimValue.Many many
                && many.values().contains(contains.value()));
    }

    private static Truth subject(Condition.Subject wanted, @Nullable VerifiedToken token) {
        VerifiedToken.Subject user = token == null ? null : token.subject();
        if (user == null) {
            return Truth.UNKNOWN;
        }
        return truth(user.issuer().equals(wanted.issuer().text())
                && (wanted.roles().isEmpty() || meets(wanted.roles(), user.roles()))
                && (wanted.groups().isEmpty() || meets(wanted.groups(), user.groups())));
    }

    private static boolean meets(List<String> wanted, List<String> held) {
        for (int i = 0; i < wanted.size(); i++) {
            if (held.contains(wanted.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static Truth truth(boolean holds) {
        return holds ? Truth.HOLDS : Truth.FAILS;
    }
}
