package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.gate.ShopPolicy;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RefresherTest {

    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final Source source = new Source();
    private final Refresher refresher = new Refresher(source, notices::add);

    @AfterEach
    void stop() {
        refresher.close();
    }

    @Test
    void the_first_success_is_told_by_whoever_starts_the_server() {
        refresher.refresh();

        assertThat(notices).isEmpty();
        assertThat(refresher.failure()).isEmpty();
    }

    @Test
    void a_failure_is_said_once_with_what_stays_in_use_and_counted_each_time() {
        refresher.refresh();
        source.problem = "the bundle is odd";
        refresher.refresh();
        refresher.refresh();

        assertThat(notices).containsExactly("refresh failed: the bundle is odd; sequence 7 stays in use");
        assertThat(refresher.failure()).contains("the bundle is odd");
        assertThat(refresher.failures()).isEqualTo(2);
    }

    @Test
    void another_failure_and_the_end_of_failing_are_said() {
        source.problem = "one";
        refresher.refresh();
        source.problem = "other";
        refresher.refresh();
        source.problem = null;
        refresher.refresh();

        assertThat(notices).containsExactly("refresh failed: one", "refresh failed: other", "refresh succeeds again");
    }

    @Test
    void a_new_policy_is_said() {
        refresher.refresh();
        source.sequence = 8;
        refresher.refresh();
        refresher.refresh();

        assertThat(notices).singleElement().asString().startsWith("now in use: policy `shop` sequence 8, revision ");
    }

    @Test
    void a_reload_says_what_came_of_it() throws Exception {
        refresher.reload();
        assertThat(notices.take()).isEqualTo("reloaded");

        source.problem = "gone";
        refresher.reload();
        assertThat(notices.take()).isEqualTo("refresh failed: gone; sequence 7 stays in use");
        assertThat(notices.take()).isEqualTo("reload failed: gone");
    }

    private static final class Source implements SnapshotSource {

        private volatile Optional<Snapshot> current = Optional.empty();
        private volatile @Nullable String problem;
        private volatile long sequence = 7;

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() throws SnapshotUnavailableException {
            String why = problem;
            if (why != null) {
                throw new SnapshotUnavailableException(why);
            }
            current = Optional.of(ShopPolicy.snapshot(System.nanoTime(), sequence));
        }
    }
}
