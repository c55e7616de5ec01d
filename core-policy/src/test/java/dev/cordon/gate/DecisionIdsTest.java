package dev.cordon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DecisionIdsTest {

    @Test
    void ids_are_unique_and_fit_into_a_header() {
        DecisionIds ids = new DecisionIds(new SecureRandom());

        assertThat(Stream.generate(ids).limit(10_000))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
    }
}
