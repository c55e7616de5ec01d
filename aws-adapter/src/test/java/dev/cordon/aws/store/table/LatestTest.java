package dev.cordon.aws.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatestTest {

    @Test
    void who_read_earlier_and_comes_later_is_given_what_the_other_one_read() {
        Latest<Long> latest = new Latest<>(0L, Long::longValue);

        assertThat(latest.keep(7L)).isEqualTo(7L);
        assertThat(latest.keep(6L)).isEqualTo(7L);
        assertThat(latest.get()).isEqualTo(7L);
        assertThat(latest.keep(8L)).isEqualTo(8L);
    }
}
