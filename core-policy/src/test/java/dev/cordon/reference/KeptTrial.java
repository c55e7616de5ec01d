package dev.cordon.reference;

import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Operation;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.TestTokens;
import dev.cordon.token.VerifiedToken;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A random question to a gateway's host: what may this caller do on that service, for how long.
 *
 * @param trial the call, to a service by its name
 * @param kept for how long
 */
record KeptTrial(Trial trial, Duration kept) {

    /** A value of a parameter that no policy writes as a literal, in any letter case. */
    private static final String VALUE = "zq7";

    private static final List<Duration> KEPT = List.of(
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofMillis(1500),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            Duration.ofMinutes(45),
            Duration.ofHours(1));

    /** The same policy, for tokens and snapshots that last, but not for all of them. */
    static Policy patient(Policy policy, Dice dice) {
        List<Segment> segments = policy.segments().stream()
                .map(segment -> new Segment(
                        segment.name(),
                        segment.trust(),
                        segment.authentication(),
                        new TokenRules(
                                TokenRules.LONGEST,
                                segment.token().bind(),
                                segment.token().strictReplay()),
                        new Segment.Freshness(
                                Duration.ofSeconds(1), Duration.ofSeconds(dice.of(60, 300, 7200, 7200, 7200))),
                        segment.limits()))
                .toList();
        return new Policy(
                policy.name(),
                policy.environments(),
                policy.issuers(),
                segments,
                policy.services(),
                policy.flows().stream().map(flow -> with(flow, dice)).toList(),
                policy.forbids().stream()
                        .map(forbid -> new Forbid(forbid.id(), forbid.edge(), gapped(forbid.when(), dice)))
                        .toList(),
                policy.enforcementPoints());
    }

    private static Flow with(Flow flow, Dice dice) {
        return new Flow(
                flow.id(),
                flow.edge(),
                flow.scopes(),
                gapped(flow.when(), dice),
                flow.rate(),
                flow.mode(),
                flow.tokens(),
                flow.onward());
    }

    private static List<Condition> gapped(List<Condition> when, Dice dice) {
        return when.stream()
                .map(condition -> condition instanceof Condition.Time
                        ? new Condition.Time(windows(dice.pick(Vocabulary.INSTANTS), dice))
                        : condition)
                .toList();
    }

    /** Windows that often open or close within an hour of that instant, or leave a gap there. */
    private static List<TimeWindow> windows(Instant about, Dice dice) {
        ZoneId zone = ZoneId.of(dice.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "+00:00:30"));
        int now = about.atZone(zone).get(ChronoField.MINUTE_OF_DAY);
        int close = now + dice.of(-20, 1, 2, 10, 55);
        int reopen = close + dice.of(1, 2, 10, 70);
        TimeWindow first = window(now - 60, close, zone);
        return dice.chance(30) ? List.of(first) : List.of(first, window(reopen, reopen + 120, zone));
    }

    private static TimeWindow window(int start, int end, ZoneId zone) {
        return new TimeWindow(
                List.of(DayOfWeek.values()), Math.floorMod(start, 1440), Math.floorMod(end - 1, 1440) + 1, zone);
    }

    /** A call like that one to that service, with a token that mostly lasts, and less evidence. */
    static KeptTrial of(Trial like, String service, Dice dice) {
        Duration kept = dice.pick(KEPT);
        Call call = like.call();
        Call plain = new Call(
                new Call.Addressee(false, service),
                call.method(),
                call.path(),
                dice.chance(50) ? Optional.empty() : call.source(),
                dice.chance(70) ? new CertificateEvidence.None() : call.certificate(),
                call.token().map(shown -> lasting(shown, like.now(), kept, dice)));
        return new KeptTrial(like.with(plain), kept);
    }

    private static Call.Shown lasting(Call.Shown shown, Instant now, Duration kept, Dice dice) {
        if (shown.claims().isEmpty()) {
            return shown;
        }
        long end = now.plus(kept).getEpochSecond();
        TestTokens token = TestTokens.like(shown.claims().get())
                .times(
                        now.getEpochSecond() - dice.of(0, 1, 8, 9, 10, 25, 30),
                        end + dice.of(-1, 0, 1, 600, 600, 600, 600, 600));
        if (dice.chance(25)) {
            token.windows(windows(now, dice));
        }
        if (dice.chance(10)) {
            token.maxAge(kept.toSeconds() + dice.below(12));
        }
        return new Call.Shown(shown.scheme(), shown.proof(), Optional.of(token.verified()), Optional.empty());
    }

    Instant end() {
        return trial.now().plus(kept);
    }

    boolean isKept() {
        return !kept.isZero();
    }

    boolean showsCertificate() {
        return !(trial.call().certificate() instanceof CertificateEvidence.None);
    }

    /** Whether one flow at most may allow, or the address is known: nothing depends on what is not there. */
    boolean isComplete() {
        boolean single =
                token().map(token -> token.kind() != TokenKind.EXTERNAL).orElse(false);
        return single || trial.call().source().isPresent();
    }

    private Optional<VerifiedToken> token() {
        return trial.call().token().flatMap(Call.Shown::claims);
    }

    /**
     * All instants at which any decision of a random policy can turn: ends, whole minutes, and ages that it may want.
     */
    SortedSet<Instant> turns() {
        SortedSet<Instant> turns = new TreeSet<>(List.of(trial.now(), end()));
        long first = Math.floorDiv(trial.now().getEpochSecond(), 30L) * 30 + 30;
        for (long second = first; second <= end().getEpochSecond(); second += 30) {
            add(turns, Instant.ofEpochSecond(second));
        }
        for (long age : List.of(1, 10, 30)) {
            token().ifPresent(token -> add(turns, Instant.ofEpochSecond(token.issuedAt() + age, 1)));
        }
        return turns;
    }

    private void add(SortedSet<Instant> turns, Instant turn) {
        if (turn.isAfter(trial.now()) && !turn.isAfter(end())) {
            turns.add(turn);
        }
    }

    /** The call of that operation, at that instant, by the same snapshot. */
    Trial call(Operation operation, Instant at) {
        Call call = trial.call();
        String path = operation.path().segments().stream()
                .map(segment -> PathTemplate.isParameter(segment) ? VALUE : segment)
                .collect(Collectors.joining("/", "/", ""));
        return call(operation.method().name(), path, call.source(), at);
    }

    Trial call(String method, String path, Optional<String> source, Instant at) {
        Call call = trial.call();
        Call other = new Call(call.target(), method, path, source, call.certificate(), call.token());
        Duration age = trial.age().plus(Duration.between(trial.now(), at));
        return new Trial(trial.policy(), trial.world(), at, age, other);
    }
}
