package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On a clock that the tests move: a question may take 10 seconds to arrive, a connection may idle for 75. */
final class ConnectionGuardTest {

    private static final MeshConfig.Limits LIMITS = MeshConfig.defaults().limits();

    private final Connections connections = new Connections(2);
    private final ConnectionGuard guard = new ConnectionGuard(LIMITS, connections);
    private final EmbeddedChannel channel = open(guard);

    @Test
    void a_byte_now_and_then_does_not_prolong_a_question() {
        for (int second = 0; second < 9; second++) {
            channel.writeInbound("x");
            pass(Duration.ofSeconds(1));
        }
        assertThat(channel.isOpen()).isTrue();

        channel.writeInbound("x");
        pass(Duration.ofSeconds(1));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_question_after_the_last_answer_has_its_own_time() {
        channel.writeInbound("first");
        pass(Duration.ofSeconds(9));
        guard.answered(channel.pipeline().lastContext());
        pass(Duration.ofSeconds(9));
        channel.writeInbound("second");
        pass(Duration.ofSeconds(9));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_connection_that_idles_after_an_answer_is_closed_when_its_time_is_over() {
        channel.writeInbound("first");
        guard.answered(channel.pipeline().lastContext());
        pass(LIMITS.idle().minusSeconds(1));
        assertThat(channel.isOpen()).isTrue();

        pass(Duration.ofSeconds(1));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_connection_that_was_refused_leaves_its_place_free() {
        EmbeddedChannel second = open(new ConnectionGuard(LIMITS, connections));
        for (int i = 0; i < 3; i++) {
            assertThat(open(new ConnectionGuard(LIMITS, connections)).isOpen()).isFalse();
        }
        assertThat(connections.count()).isEqualTo(2);

        second.close().syncUninterruptibly();

        assertThat(open(new ConnectionGuard(LIMITS, connections)).isOpen()).isTrue();
    }

    @Test
    void a_server_that_stops_sends_an_answer_that_is_written() {
        channel.writeInbound("question");
        ChannelFuture unused = channel.write("answer");
        guard.answered(channel.pipeline().lastContext());

        channel.pipeline().fireUserEventTriggered(Connections.DRAIN);

        assertThat(channel.<Object>readOutbound()).isEqualTo("answer");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_server_that_stops_takes_no_connection_in() {
        connections.drain(Duration.ZERO);

        assertThat(open(new ConnectionGuard(LIMITS, connections)).isOpen()).isFalse();
        assertThat(connections.count()).isZero();
    }

    private static EmbeddedChannel open(ConnectionGuard guard) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(guard);
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
