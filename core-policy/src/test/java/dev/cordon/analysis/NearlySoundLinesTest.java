package dev.cordon.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.RandomRecords;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.document.VisibleText;
import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a line of a log became on its way: it is read and decided again, or is unreadable for a cause that is told
 * in a line, and nothing else is thrown.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundLinesTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 1_000;
    private static final int LINES = 300;

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "[[",
            "{\"a\":",
            "null",
            "-1",
            "9007199254740991",
            "\"x\"",
            "\"decided\":\"allow\"",
            "\"dropped\":3,",
            "\"id\":\"a\",\"outcome\":\"deny\"",
            "\"time\":\"2026-02-30T12:00:00Z\"",
            "\"at\":\"-999999999-01-01T00:00:00Z\",",
            "\"host\":\"a:1:1\"",
            "\"path\":\"/..//\"",
            "\"env\":\"moon\",",
            "\"net\":[\"::/0\"],",
            "\"windows\":[{\"days\":[],\"from\":\"24:00\",\"to\":\"00:00\",\"zone\":\"x\"}],",
            "\"cnf\":{\"jkt\":\"AAAA\"},",
            "\"source\":\"fe80::1%eth0\"");

    @Test
    void a_nearly_sound_line_is_decided_again_or_unreadable() {
        List<String> sound = new ArrayList<>(List.of(
                "{\"dropped\":15,\"droppedInAll\":15,\"time\":\"2026-11-22T12:00:01Z\"}",
                "{\"id\":\"a\",\"outcome\":\"deny\",\"reason\":\"SNAPSHOT_MISSING\"}",
                "{\"_aws\":{}}"));
        List<RandomRecords.Recorded> records = new RandomRecords().ofOnePolicy(SEED, LINES);
        records.forEach(one -> sound.add(DecisionJson.line(one.record())));
        CompiledPolicy policy = records.get(0).judgement().reading().policy();
        Mutator texts = new Mutator(SEED, sound, PIECES);
        MeteredReader<String> reader = new MeteredReader<>(BYTES_PER_CHARACTER, text -> outcome(text, policy));
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 600_000 : 20_000); i++) {
            outcomes.add(reader.read(texts.next()));
        }

        assertThat(outcomes)
                .as("seed %d", SEED)
                .containsExactlyInAnyOrder("same", "differs", "Undecided", "Lost", "Other", "unreadable");
    }

    private static String outcome(String text, CompiledPolicy policy) {
        try {
            LogLine line = LogLine.read(text);
            if (line instanceof LogLine.Decided decided) {
                return new LogReplay()
                                .decide(decided.decision(), revision -> Optional.of(policy))
                                .orElseThrow()
                                .same()
                        ? "same"
                        : "differs";
            }
            return line.getClass().getSimpleName();
        } catch (UnreadableLineException e) {
            assertThat(e.getMessage()).isNotBlank().isEqualTo(VisibleText.of(e.getMessage()));
            return "unreadable";
        }
    }
}
