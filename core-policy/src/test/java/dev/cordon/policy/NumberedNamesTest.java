package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NumberedNamesTest {

    @Test
    void names_of_one_hash_have_numbers_of_their_own() {
        List<String> texts = List.of("AaAa", "BBBB", "AaBB", "BBAa", "other");
        NumberedNames names = new NumberedNames(texts.size());

        for (int i = 0; i < texts.size(); i++) {
            assertThat(names.add(texts.get(i), i)).isTrue();
        }

        for (int i = 0; i < texts.size(); i++) {
            assertThat(names.number(texts.get(i))).isEqualTo(i);
        }
    }

    @Test
    void a_name_that_has_a_number_gets_no_other() {
        NumberedNames names = new NumberedNames(2);
        names.add("one", 0);

        assertThat(names.add("one", 1)).isFalse();
        assertThat(names.number("one")).isZero();
    }

    @Test
    void a_name_that_nobody_has_is_unknown() {
        assertThat(new NumberedNames(0).number("one")).isEqualTo(NumberedNames.UNKNOWN);
    }
}
