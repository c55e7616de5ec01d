package dev.cordon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MeteredReaderTest {

    @Test
    void what_a_reader_answers_is_handed_on() {
        assertThat(new MeteredReader<>(100, String::length).read("text")).isEqualTo(4);
    }

    @Test
    void a_reader_that_throws_fails_with_the_text() {
        MeteredReader<Integer> reader = new MeteredReader<>(100, Integer::valueOf);

        assertThatThrownBy(() -> reader.read("\0x"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("reading 2 characters `\\u0000x` threw");
    }

    @Test
    void a_reader_that_copies_the_rest_at_each_character_fails() {
        MeteredReader<Integer> reader = new MeteredReader<>(100, MeteredReaderTest::copies);

        assertThatThrownBy(() -> reader.read("a".repeat(Mutator.LONGEST)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("allocated");
    }

    @Test
    void the_same_seed_makes_the_same_texts() {
        assertThat(texts(1)).isEqualTo(texts(1)).isNotEqualTo(texts(2)).contains("one, two");
    }

    private static List<String> texts(long seed) {
        Mutator mutator = new Mutator(seed, List.of("one, two"), List.of(","));
        return Stream.generate(mutator::next).limit(100).toList();
    }

    private static int copies(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += text.substring(i).toCharArray().length;
        }
        return sum;
    }
}
