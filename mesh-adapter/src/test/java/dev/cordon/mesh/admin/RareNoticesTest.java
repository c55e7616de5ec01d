package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RareNoticesTest {

    private final List<String> lines = new ArrayList<>();
    private Instant now = AdminStores.NOW;
    private final RareNotices notices = new RareNotices(() -> now, lines::add);

    @Test
    void of_each_kind_a_line_a_minute_is_told_and_how_many_were_left_out() {
        notices.tell("stale", "a");
        notices.tell("stale", "b");
        notices.tell("refused", "c");
        now = now.plusMillis(59_999);
        notices.tell("stale", "d");
        assertThat(lines).containsExactly("a", "c");

        now = now.plusMillis(1);
        notices.tell("stale", "e");
        notices.tell("refused", "f");
        assertThat(lines).containsExactly("a", "c", "e (and 2 before)", "f");
    }

    @Test
    void a_clock_that_is_set_back_silences_nothing() {
        notices.tell("stale", "a");
        now = now.minusSeconds(86_400);
        notices.tell("stale", "b");
        notices.tell("stale", "c");

        assertThat(lines).containsExactly("a", "b");
    }
}
