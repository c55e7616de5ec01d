package dev.cordon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.VisibleText;
import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a log became on its way: it is whole, or what is wrong is told in a line, and nothing is thrown. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundLogTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final long BYTES_PER_CHARACTER = 1_000;

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "\n",
            "\"",
            ",",
            ":",
            "\\",
            ",\"seq\":",
            ",\"chain\":\"",
            "\"}",
            "{\"after\":\"\"",
            "{\"checkpoint\":\"",
            "\"opened\":\"begun\"",
            "\"opened\":\"rotated\"",
            "\"torn\":{\"bytes\":0,\"sha256\":\"\"}",
            "\"missing\":9007199254740991",
            "\"log\":\"\"",
            "\"time\":\"-999999999-01-01T00:00:00Z\"",
            "A".repeat(43));

    @Test
    void a_nearly_sound_log_is_whole_or_told_of_in_a_line() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> sound = new ArrayList<>();
        List<SampleLog> logs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SampleLog log = SampleLog.of(random);
            logs.add(log);
            sound.add(String.join("", log.files));
        }
        Mutator texts = new Mutator(SEED, sound, PIECES);
        Set<String> outcomes = new TreeSet<>();
        MeteredReader<String> reader = new MeteredReader<>(
                BYTES_PER_CHARACTER,
                text -> outcome(text, logs.get(random.nextInt(logs.size())).trust()));
        for (int i = 0; i < (FULL ? 300_000 : 5_000); i++) {
            outcomes.add(reader.read(texts.next()));
        }

        assertThat(outcomes).as("seed %d", SEED).contains("whole", "ALTERED", "INSERTED", "REMOVED", "START_CUT");
    }

    private static String outcome(String text, LogTrust trust) {
        Verdict verdict = SampleLog.verdict(List.of(text), trust);
        if (verdict.isWhole()) {
            return "whole";
        }
        Fault fault = verdict.fault().orElseThrow();
        assertThat(fault.what()).isNotBlank().isEqualTo(VisibleText.of(fault.what()));
        return fault.kind().name();
    }
}
