package dev.cordon.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.RandomRecords;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Reason;
import dev.cordon.reference.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@code -Dcordon.seed} takes a seed back. */
final class LogReplayTest {

    private static final int POLICIES = 200;
    private static final int CALLS = 60;

    @Test
    void a_record_leads_to_the_same_decision_again() throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("replay: seed %d, %d policies of %d calls%n", seed, POLICIES, CALLS);
        SplittableRandom seeds = new SplittableRandom(seed);
        RandomRecords records = new RandomRecords();
        Map<Reason, Integer> denied = new EnumMap<>(Reason.class);
        int allowed = 0;
        for (int i = 0; i < POLICIES; i++) {
            LogReplay replay = new LogReplay();
            for (RandomRecords.Recorded one : records.ofOnePolicy(seeds.nextLong(), CALLS)) {
                Decision again = again(one, replay);
                again.fold(allow -> null, deny -> denied.merge(deny.reason(), 1, Integer::sum));
                allowed += again.isAllow() ? 1 : 0;
            }
        }
        System.out.printf("replay: %d allowed, denied %s%n", allowed, denied);
        assertThat(allowed).isGreaterThan(POLICIES * CALLS / 10);
        assertThat(denied).hasSizeGreaterThan(40);
    }

    private static Decision again(RandomRecords.Recorded one, LogReplay replay) throws Exception {
        String line = DecisionJson.line(one.record());
        LogReplay.Outcome outcome =
                replay.decide(decided(line), revision -> policy(one)).orElseThrow();

        assertThat(outcome.same()).as("%s%nagain: %s", line, outcome.answered()).isTrue();
        Decision again = outcome.judgement().decision();
        assertThat(Verdict.of(again)).isEqualTo(Verdict.of(one.judgement().decision()));
        assertThat(outcome.judgement().caller()).isEqualTo(one.judgement().caller());
        assertThat(outcome.judgement().operation()).isEqualTo(one.judgement().operation());
        assertThat(outcome.judgement().target()).isEqualTo(one.judgement().target());
        return again;
    }

    @Test
    void another_policy_gives_another_answer_and_that_is_told() throws Exception {
        RandomRecords.Recorded one = new RandomRecords()
                .ofOnePolicy(5, 200).stream()
                        .filter(record -> record.record().stop().isEmpty())
                        .findFirst()
                        .orElseThrow();
        RecordedDecision read = decided(DecisionJson.line(one.record()));
        CompiledPolicy other = CompiledPolicy.of(
                new RandomRecords().ofOnePolicy(6, 1).get(0).trial().policy());

        LogReplay.Outcome outcome =
                new LogReplay().decide(read, revision -> Optional.of(other)).orElseThrow();

        assertThat(outcome.same()).isFalse();
        assertThat(read.answered()).startsWith("allow ");
        assertThat(outcome.answered()).startsWith("deny ");
    }

    @Test
    void without_its_policy_nothing_is_decided() throws Exception {
        RandomRecords.Recorded one = new RandomRecords().ofOnePolicy(5, 1).get(0);

        assertThat(new LogReplay().decide(decided(DecisionJson.line(one.record())), revision -> Optional.empty()))
                .isEmpty();
    }

    @Test
    void what_is_no_decision_is_told_apart() throws Exception {
        assertThat(LogLine.read("{\"dropped\":15,\"droppedInAll\":15,\"time\":\"2026-11-22T12:00:01Z\"}"))
                .isEqualTo(new LogLine.Lost(15));
        assertThat(LogLine.read("{\"id\":\"a\",\"outcome\":\"deny\",\"reason\":\"SNAPSHOT_MISSING\"}"))
                .isEqualTo(new LogLine.Undecided("SNAPSHOT_MISSING"));
        assertThat(LogLine.read("{\"_aws\":{}}")).isEqualTo(new LogLine.Other());
    }

    @Test
    void a_line_that_lacks_something_says_what() {
        String line =
                DecisionJson.line(new RandomRecords().ofOnePolicy(5, 1).get(0).record());

        assertThatThrownBy(() -> LogLine.read(line.substring(0, 100)))
                .hasMessage("is no JSON: cut short, or not of the log");
        assertThatThrownBy(() -> LogLine.read("[]")).hasMessage("is no JSON object");
        assertThatThrownBy(() -> LogLine.read(line.replaceFirst("\"ageNanos\":[0-9]+,", "")))
                .hasMessage("lacks `madeFrom.ageNanos`");
        assertThatThrownBy(() -> LogLine.read(line.replaceFirst("\"time\":\"[^\"]*", "\"time\":\"noon")))
                .hasMessage("`time` has an unknown value");
    }

    private static RecordedDecision decided(String line) throws UnreadableLineException {
        return ((LogLine.Decided) LogLine.read(line)).decision();
    }

    private static Optional<CompiledPolicy> policy(RandomRecords.Recorded one) {
        return Optional.of(one.judgement().reading().policy());
    }
}
