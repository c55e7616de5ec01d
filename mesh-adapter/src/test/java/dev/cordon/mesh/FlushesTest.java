package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FlushesTest {

    /** Each has a loop of its own, all of this thread: the one whose turn ends sends for all. */
    private final List<EmbeddedChannel> connections = Stream.generate(
                    () -> new EmbeddedChannel(new ChannelInboundHandlerAdapter()))
            .limit(40)
            .toList();

    @Test
    void an_answer_waits_for_the_end_of_the_loops_turn() {
        answer(0, "first");
        answer(1, "second");
        assertThat(sent(0)).isNull();

        connections.get(0).runPendingTasks();

        assertThat(sent(0)).isEqualTo("first");
        assertThat(sent(1)).isEqualTo("second");
    }

    @Test
    void each_turn_sends_its_own() {
        answer(0, "first");
        connections.get(0).runPendingTasks();
        answer(0, "second");
        connections.get(0).runPendingTasks();

        assertThat(sent(0)).isEqualTo("first");
        assertThat(sent(0)).isEqualTo("second");
    }

    @Test
    void many_answers_wait_for_nothing() {
        for (int i = 0; i < 40; i++) {
            answer(i, "answer " + i);
        }
        assertThat(sent(0)).isEqualTo("answer 0");
        assertThat(sent(31)).isEqualTo("answer 31");
        assertThat(sent(32)).isNull();

        connections.forEach(EmbeddedChannel::runPendingTasks);

        assertThat(sent(39)).isEqualTo("answer 39");
    }

    private void answer(int connection, String text) {
        EmbeddedChannel channel = connections.get(connection);
        ChannelFuture unused = channel.write(text);
        Flushes.soon(channel.pipeline().firstContext());
    }

    private Object sent(int connection) {
        return connections.get(connection).readOutbound();
    }
}
