package dev.cordon.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class HeadTest {

    @Test
    void numbers_are_not_negative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Head(-1, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Head(0, 0, 0, -1, 0));
    }

    @Test
    void a_head_is_behind_where_one_of_its_growing_numbers_is() {
        Head head = new Head(7, 3, 5, 2, 4);

        assertThat(head.isNotBehind(head)).isTrue();
        assertThat(new Head(7, 3, 6, 0, 4).isNotBehind(head))
                .as("a count may fall")
                .isTrue();
        assertThat(head.isNotBehind(new Head(8, 3, 5, 2, 4))).isFalse();
        assertThat(head.isNotBehind(new Head(7, 4, 5, 2, 4))).isFalse();
        assertThat(head.isNotBehind(new Head(7, 3, 6, 2, 4))).isFalse();
        assertThat(head.isNotBehind(new Head(7, 3, 5, 2, 5))).isFalse();
    }
}
