package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TokenHashTest {

    private static final TokenHash HASH = new TokenHash(1, 2, 3, 4);

    @Test
    void a_hash_that_differs_in_one_word_alone_is_another_one() {
        assertThat(HASH.isSameAs(new TokenHash(1, 2, 3, 4))).isTrue();
        assertThat(Stream.of(
                        new TokenHash(9, 2, 3, 4),
                        new TokenHash(1, 9, 3, 4),
                        new TokenHash(1, 2, 9, 4),
                        new TokenHash(1, 2, 3, 9)))
                .noneMatch(HASH::isSameAs);
    }
}
