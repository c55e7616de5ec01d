package dev.cordon.cli.check;

import dev.cordon.analysis.Rehearsal;
import dev.cordon.analysis.RehearsedCall;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.policy.Expectation;
import dev.cordon.cli.policy.PolicyTest;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Policy;
import dev.cordon.token.SignerUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A policy's own tests, run, with what they reached. */
final class TestRun {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Set<String> reached = new LinkedHashSet<>();
    private final Policy policy;

    /** One test and what came of it. */
    record Outcome(PolicyTest test, Judgement judgement, boolean passed) {}

    private TestRun(Policy policy) {
        this.policy = policy;
    }

    static TestRun of(Console console, Policy policy, List<PolicyTest> tests, Environment environment)
            throws CommandException {
        TestRun run = new TestRun(policy);
        Rehearsal rehearsal = new Rehearsal(policy, environment, console.random());
        Instant now = console.clock().instant();
        for (PolicyTest test : tests) {
            run.add(rehearsal, test, now);
        }
        return run;
    }

    private void add(Rehearsal rehearsal, PolicyTest test, Instant now) throws CommandException {
        RehearsedCall call = Rehearsals.call(test.from(), test.call(), test.overrides());
        Instant at = test.overrides().at().orElse(now);
        Optional<Flow> flow = rehearsal.flow(call, at);
        boolean timed = flow.isPresent() && flow.get().when().stream().anyMatch(Condition.Time.class::isInstance);
        if (timed && test.overrides().at().isEmpty()) {
            throw CommandException.badInput("test `" + test.name() + "` (line " + test.line() + "): flow `"
                    + flow.get().id() + "` is open at certain times only; say when with `at: 2026-01-31T12:00:00Z`");
        }
        try {
            Judgement judgement = rehearsal.decide(call, at);
            outcomes.add(new Outcome(test, judgement, met(test.expect(), judgement.decision())));
            judgement
                    .decision()
                    .fold(
                            allow -> reached.add("flow " + allow.flow()),
                            deny -> deny.reason() == Reason.FORBIDDEN
                                    && reached.add("forbid " + deny.rule().orElse("")));
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    long failures() {
        return outcomes.stream().filter(outcome -> !outcome.passed()).count();
    }

    /** The flows that no test saw allow anything. */
    List<String> uncoveredFlows() {
        return policy.flows().stream()
                .map(flow -> flow.id().text())
                .filter(id -> !reached.contains("flow " + id))
                .toList();
    }

    /** The forbids that no test saw deny anything. */
    List<String> uncoveredForbids() {
        return policy.forbids().stream()
                .map(forbid -> forbid.id().text())
                .filter(id -> !reached.contains("forbid " + id))
                .toList();
    }

    Policy policy() {
        return policy;
    }

    static String got(Judgement judgement) {
        return Verdict.line(judgement.decision());
    }

    private static boolean met(Expectation expected, Decision decision) {
        return decision.fold(
                allow -> expected instanceof Expectation.Allow wanted
                        && wanted.flow().map(allow.flow()::equals).orElse(true),
                deny -> expected instanceof Expectation.Deny wanted
                        && wanted.reason()
                                .map(reason -> reason == deny.reason())
                                .orElse(true)
                        && wanted.forbid()
                                .map(forbid -> deny.rule().equals(Optional.of(forbid.text())))
                                .orElse(true));
    }
}
