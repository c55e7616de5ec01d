package dev.cordon.reference;

import dev.cordon.decision.Reason;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.Vouching;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.token.VerifiedToken;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** The table of section 7 of docs/decision.md, row by row. */
final class ReferenceConditions {

    enum Outcome {
        HOLDS,
        FAILS,
        NOT_EVALUABLE
    }

    private final Trial trial;

    ReferenceConditions(Trial trial) {
        this.trial = trial;
    }

    Outcome of(Condition condition) {
        if (condition instanceof Condition.Network network) {
            Optional<IpAddress> source = source(trial.policy(), trial.call());
            return source.isEmpty() ? Outcome.NOT_EVALUABLE : is(inOneOf(network.blocks(), source.get()));
        }
        if (condition instanceof Condition.InEnvironment in) {
            return is(in.environments().contains(trial.world().environment()));
        }
        if (condition instanceof Condition.Device device) {
            return device(device.keys());
        }
        if (condition instanceof Condition.Time time) {
            return is(time.windows().stream().anyMatch(window -> inside(window, trial.now())));
        }
        if (condition instanceof Condition.MutualTls) {
            return is(certificate(trial.policy(), trial.call()).isPresent());
        }
        Optional<VerifiedToken> token = token(trial.call());
        return token.isEmpty() ? Outcome.NOT_EVALUABLE : ofToken(condition, token.get());
    }

    private Outcome ofToken(Condition condition, VerifiedToken token) {
        if (condition instanceof Condition.SameEnvironment) {
            String bound = token.environment();
            return bound == null
                    ? Outcome.NOT_EVALUABLE
                    : is(bound.equals(trial.world().environment().text()));
        }
        if (condition instanceof Condition.MaxTokenAge most) {
            return is(!olderThan(most.age(), token, trial.now()));
        }
        if (condition instanceof Condition.Claim claim) {
            ClaimValue value = token.all().get(claim.name());
            return value == null ? Outcome.NOT_EVALUABLE : is(passes(claim.test(), value));
        }
        Condition.Subject wanted = (Condition.Subject) condition;
        VerifiedToken.Subject user = token.subject();
        if (user == null) {
            return Outcome.NOT_EVALUABLE;
        }
        return is(user.issuer().equals(wanted.issuer().text())
                && (wanted.roles().isEmpty() || wanted.roles().stream().anyMatch(user.roles()::contains))
                && (wanted.groups().isEmpty() || wanted.groups().stream().anyMatch(user.groups()::contains)));
    }

    static Reason reason(Condition condition) {
        return switch (condition.getClass().getSimpleName()) {
            case "Network" -> Reason.CONDITION_NETWORK;
            case "SameEnvironment", "InEnvironment" -> Reason.CONDITION_ENVIRONMENT;
            case "Device" -> Reason.CONDITION_DEVICE;
            case "Time" -> Reason.CONDITION_TIME;
            case "MutualTls" -> Reason.CONDITION_MTLS;
            case "MaxTokenAge" -> Reason.CONDITION_TOKEN_AGE;
            case "Claim" -> Reason.CONDITION_CLAIM;
            case "Subject" -> Reason.CONDITION_SUBJECT;
            default -> throw new IllegalArgumentException(condition.toString());
        };
    }

    private Outcome device(List<KeyThumbprint> listed) {
        Optional<KeyThumbprint> shown =
                certificate(trial.policy(), trial.call()).map(ClientCertificate::thumbprint);
        Optional<KeyThumbprint> bound = token(trial.call()).map(VerifiedToken::key);
        if (shown.isEmpty() && bound.isEmpty()) {
            return Outcome.NOT_EVALUABLE;
        }
        return is(
                shown.isPresent() && listed.contains(shown.get()) || bound.isPresent() && listed.contains(bound.get()));
    }

    private static boolean passes(ClaimTest test, ClaimValue value) {
        if (test instanceof ClaimTest.Equal equal) {
            return value.equals(equal.value());
        }
        if (test instanceof ClaimTest.OneOf oneOf) {
            return oneOf.values().contains(value);
        }
        return value instanceof ClaimValue.Many many && many.values().contains(((ClaimTest.Contains) test).value());
    }

    static boolean olderThan(Duration most, VerifiedToken token, Instant now) {
        return Duration.between(Instant.ofEpochSecond(token.issuedAt()), now).compareTo(most) > 0;
    }

    static boolean inOneOf(List<Cidr> blocks, IpAddress address) {
        return blocks.stream().anyMatch(block -> {
            BigInteger first = number(block.base());
            BigInteger behind = first.add(BigInteger.ONE.shiftLeft(128 - block.prefix()));
            BigInteger one = number(address);
            return one.compareTo(first) >= 0 && one.compareTo(behind) < 0;
        });
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(Long.toHexString(address.high()), 16)
                .shiftLeft(64)
                .add(new BigInteger(Long.toHexString(address.low()), 16));
    }

    /** A window that opened today or yesterday is looked at as the wall clock shows it. */
    static boolean inside(TimeWindow window, Instant now) {
        ZonedDateTime local = now.atZone(window.zone());
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        LocalTime start = LocalTime.of(window.startMinute() / 60, window.startMinute() % 60);
        boolean begun = !time.isBefore(start);
        if (window.endMinute() == 24 * 60) {
            return window.days().contains(today) && begun;
        }
        boolean open = time.isBefore(LocalTime.of(window.endMinute() / 60, window.endMinute() % 60));
        return window.startMinute() < window.endMinute()
                ? window.days().contains(today) && begun && open
                : window.days().contains(today) && begun || window.days().contains(today.minus(1)) && open;
    }

    /** Whether what is told of a call counts: who asks about it must vouch for it. */
    static boolean believed(Policy policy, Call call, Vouching what) {
        return call.asking().isEmpty()
                || policy.enforcementPoints().stream()
                        .filter(point -> point.service()
                                .text()
                                .equals(call.asking().get().point()))
                        .anyMatch(point -> point.vouchesFor().contains(what));
    }

    static Optional<IpAddress> source(Policy policy, Call call) {
        return call.source()
                .filter(told -> believed(policy, call, Vouching.NETWORK))
                .map(text -> IpAddress.parse(text).orElseThrow());
    }

    static Optional<ClientCertificate> certificate(Policy policy, Call call) {
        return call.certificate() instanceof CertificateEvidence.Trusted trusted
                        && believed(policy, call, Vouching.CERTIFICATE)
                ? Optional.of(trusted.certificate())
                : Optional.empty();
    }

    static Optional<VerifiedToken> token(Call call) {
        return call.token().flatMap(Call.Shown::claims);
    }

    private static Outcome is(boolean holds) {
        return holds ? Outcome.HOLDS : Outcome.FAILS;
    }
}
