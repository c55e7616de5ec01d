package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.document.Json;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lines that are written without a tree, against those of a tree. {@code -Dcordon.seed} takes a seed back. */
final class DecisionWriterTest {

    private static final int POLICIES = 100;
    private static final int CALLS = 50;

    @Test
    void lines_are_those_of_a_tree() throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("decision lines: seed %d, %d policies of %d calls%n", seed, POLICIES, CALLS);
        SplittableRandom seeds = new SplittableRandom(seed);
        RandomRecords records = new RandomRecords();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < POLICIES; i++) {
            for (RandomRecords.Recorded one : records.ofOnePolicy(seeds.nextLong(), CALLS)) {
                lines.setLength(0);
                DecisionJson.append(lines, one.record());

                String line = lines.toString();
                assertThat(line).isEqualTo(DecisionTree.of(one.record()).toCanonical());
                assertThat(Json.parse(line)).isEqualTo(DecisionTree.of(one.record()));
                assertThat(line.chars()).allMatch(c -> c >= ' ' && c <= '~');
            }
        }
    }

    @Test
    void times_are_written_as_the_library_writes_them() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            long nano = random.nextLong(1_000_000_000L);
            long cut = nano - nano % (long) Math.pow(10, random.nextInt(10));
            Instant time = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L), cut);

            assertThat(Words.time(time)).isEqualTo(time.toString());
        }
    }

    @Test
    void a_record_without_a_json_form_leaves_no_part_of_a_line() {
        RandomRecords.Recorded good = new RandomRecords().ofOnePolicy(1, 1).get(0);
        DecisionRecord bad = new DecisionRecord(
                "half a pair: \uD800",
                good.record().time(),
                good.record().point(),
                good.record().subject(),
                good.record().stop());
        StringBuilder lines = new StringBuilder("before\n");

        assertThatThrownBy(() -> DecisionJson.append(lines, bad)).isInstanceOf(IllegalArgumentException.class);

        assertThat(lines).hasToString("before\n");
    }
}
