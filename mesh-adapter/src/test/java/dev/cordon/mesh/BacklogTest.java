package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BacklogTest {

    private final List<Integer> batch = new ArrayList<>();

    @Test
    void gives_what_waits_in_its_order_and_not_more_than_is_asked_for() {
        Backlog<Integer> backlog = new Backlog<>(3);
        backlog.offer(1);
        backlog.offer(2);
        backlog.offer(3);

        assertThat(backlog.take(batch, 2)).isEqualTo(2);
        assertThat(batch).containsExactly(1, 2);
        assertThat(backlog.size()).isEqualTo(1);
        assertThat(backlog.take(batch, 2)).isEqualTo(1);
        assertThat(batch).containsExactly(1, 2, 3);
        assertThat(backlog.take(batch, 2)).isZero();
    }

    @Test
    void has_room_for_so_many_and_again_where_some_are_taken() {
        Backlog<Integer> backlog = new Backlog<>(2);

        assertThat(backlog.offer(1)).isTrue();
        assertThat(backlog.isFull()).isFalse();
        assertThat(backlog.offer(2)).isTrue();
        assertThat(backlog.isFull()).isTrue();
        assertThat(backlog.offer(3)).isFalse();
        assertThat(backlog.size()).isEqualTo(2);

        backlog.take(batch, 1);
        assertThat(backlog.isFull()).isFalse();
        assertThat(backlog.offer(4)).isTrue();
        backlog.take(batch, 9);
        assertThat(batch).containsExactly(1, 2, 4);
    }

    @Test
    @Timeout(60)
    void loses_nothing_of_many_threads() throws Exception {
        int each = 20_000;
        Backlog<Integer> backlog = new Backlog<>(100);
        CountDownLatch done = new CountDownLatch(4);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        while (!backlog.offer(thread * each + i)) {
                            // on a busy machine whoever takes would wait for its turn behind all that spin
                            LockSupport.parkNanos(1_000);
                        }
                    }
                    done.countDown();
                }))
                .toList();
        threads.forEach(Thread::start);
        while (batch.size() < 4 * each) {
            if (backlog.take(batch, Integer.MAX_VALUE) == 0) {
                LockSupport.parkNanos(1_000);
            }
        }
        done.await();

        assertThat(batch.stream().sorted())
                .containsExactlyElementsOf(IntStream.range(0, 4 * each).boxed().toList());
        assertThat(batch.stream().filter(item -> item < each)).isSorted();
        assertThat(backlog.size()).isZero();
    }

    @Test
    void has_room_for_one_at_least() {
        assertThatThrownBy(() -> new Backlog<Integer>(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not for 0");
    }
}
