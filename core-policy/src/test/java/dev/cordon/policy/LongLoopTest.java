package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LongLoopTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 1000})
    void every_number_comes_once_and_in_order(int count) {
        List<Integer> seen = new ArrayList<>();

        LongLoop.each(count, seen::add);

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }
}
