package dev.cordon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.request.PathDefect;
import dev.cordon.request.RequestPath;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nearly sound paths have the one reading, or the kind of defect, that the reference finds. */
final class PathFuzzTest {

    private static final int ROUNDS = Boolean.getBoolean("cordon.full") ? 1_000_000 : 40_000;

    private static final List<String> SOUND = List.of(
            "/",
            "/charges/42/refunds?page=2",
            "/files/caf%C3%A9/%E2%82%AC",
            "/a%7Eb/%61/x%2Cy",
            "/v1/orders/@me:copy;v=1");

    private static final List<String> PIECES = List.of(
            "/",
            "//",
            ".",
            "..",
            "/../",
            "%",
            "%2",
            "%2f",
            "%5C",
            "%2e",
            "%25",
            "%00",
            "%7f",
            "%C3",
            "%c0%af",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "%EF%BC%8F",
            "%E2%84%AA",
            "%C4%B0",
            "%C2%85",
            "\\",
            ";",
            "*",
            "?",
            "#",
            "%3F",
            "~",
            "+",
            "@");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_nearly_sound_path_is_read_as_the_reference_reads_it() {
        long seed = Long.getLong("cordon.seed", 20_261_127L);
        Mutator paths = new Mutator(seed, SOUND, PIECES);
        MeteredReader<RequestPath> reader = new MeteredReader<>(200, RequestPath::read);
        Map<PathDefect, Integer> defects = new EnumMap<>(PathDefect.class);
        int clear = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String raw = paths.next();
            RequestPath path = reader.read(raw);
            path.defect().ifPresent(defect -> defects.merge(defect, 1, Integer::sum));
            clear += path.isClear() ? 1 : 0;
            if (path.defect().filter(PathDefect.TOO_LONG::equals).isEmpty()) {
                assertThat(outcome(path)).as("seed %d: `%s`", seed, raw).isEqualTo(ReferencePath.read(raw));
            }
        }
        assertThat(clear).as("clear paths of seed %d", seed).isGreaterThan(ROUNDS / 20);
        assertThat(defects).as("seed %d", seed).containsOnlyKeys(PathDefect.values());
    }

    private static ReferencePath outcome(RequestPath path) {
        ReferencePath.Outcome outcome = path.defect()
                .map(defect -> defect.isAmbiguous() ? ReferencePath.Outcome.AMBIGUOUS : ReferencePath.Outcome.MALFORMED)
                .orElse(ReferencePath.Outcome.CLEAR);
        return new ReferencePath(outcome, path.canonical());
    }
}
