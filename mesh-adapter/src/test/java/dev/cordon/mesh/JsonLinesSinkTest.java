package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.DecisionSinkContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class JsonLinesSinkTest extends DecisionSinkContract {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    protected DecisionSink sink() {
        return JsonLinesSink.to(out, 1000);
    }

    @Override
    protected List<String> arrived(DecisionSink sink) throws Exception {
        ((JsonLinesSink) sink).close();
        return lines().stream()
                .filter(line -> !line.startsWith("{\"after\""))
                .map(line -> line.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void what_does_not_fit_is_dropped_counted_and_told_in_the_log() throws Exception {
        Gated gated = new Gated();
        JsonLinesSink sink = JsonLinesSink.to(gated, 10);
        sink.offer(record("first"));
        gated.reached.await();

        for (int i = 0; i < 25; i++) {
            sink.offer(record("id-" + i));
        }
        assertThat(sink.dropped()).isEqualTo(15);
        gated.open.countDown();
        sink.close();

        assertThat(lines()).hasSize(13);
        assertThat(lines().get(12))
                .matches("\\{\"dropped\":15,\"droppedInAll\":15,\"time\":\"[^\"]+\",\"seq\":12,\"chain\":\"[^\"]+\"}");
    }

    @Test
    void callers_make_their_lines_and_the_order_stays() throws Exception {
        Gated gated = new Gated();
        JsonLinesSink sink = JsonLinesSink.to(gated, 1000);
        sink.offer(record("first"));
        gated.reached.await();

        List<String> ids = IntStream.range(0, 500).mapToObj(i -> "id-" + i).toList();
        ids.subList(0, 400).forEach(id -> sink.offer(record(id)));
        sink.offer(withoutForm());
        assertThat(sink.dropped()).as("what the caller noticed").isEqualTo(1);
        ids.subList(400, 500).forEach(id -> sink.offer(record(id)));
        gated.open.countDown();

        assertThat(arrived(sink)).filteredOn(id -> id.startsWith("id-")).isEqualTo(ids);
        assertThat(sink.dropped()).isEqualTo(1);
    }

    @Test
    void after_a_failed_write_the_log_goes_on_and_tells_what_it_lacks() throws Exception {
        Failing failing = new Failing();
        JsonLinesSink sink = JsonLinesSink.to(failing, 10);
        sink.offer(record("lost"));
        failing.failed.await();
        failing.broken = false;
        sink.offer(record("kept"));
        sink.close();

        assertThat(sink.dropped()).isEqualTo(1);
        assertThat(String.join("\n", lines()))
                .contains("\"kept\"", "\"droppedInAll\":1")
                .doesNotContain("lost");
    }

    @Test
    void a_log_that_can_not_be_written_does_not_keep_the_server_from_stopping() throws Exception {
        Failing failing = new Failing();
        JsonLinesSink sink = JsonLinesSink.to(failing, 10);
        sink.offer(record("lost"));

        sink.close();

        assertThat(sink.dropped()).isEqualTo(1);
        assertThat(lines()).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_log_that_could_not_be_written_for_a_while_does_not_keep_the_server_from_stopping() throws Exception {
        Failing failing = new Failing();
        JsonLinesSink sink = JsonLinesSink.to(failing, 10);
        sink.offer(record("lost"));
        failing.failed.await();
        failing.again.await();

        sink.close();

        assertThat(lines()).isEmpty();
        assertThat(sink.dropped()).isPositive();
    }

    @Test
    void a_record_without_a_json_form_does_not_end_the_log() throws Exception {
        JsonLinesSink sink = JsonLinesSink.to(out, 10);
        sink.offer(withoutForm());
        sink.offer(record("good"));
        sink.close();

        assertThat(sink.dropped()).isEqualTo(1);
        assertThat(lines())
                .filteredOn(line -> line.contains("\"good\""))
                .singleElement(STRING)
                .startsWith("{\"");
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("half a pair");
    }

    @Test
    void what_comes_after_the_end_is_counted_as_dropped() throws Exception {
        JsonLinesSink sink = JsonLinesSink.to(out, 10);
        sink.close();
        sink.offer(record("late"));

        assertThat(sink.dropped()).isEqualTo(1);
    }

    private static DecisionRecord withoutForm() {
        return record("half a pair: \uD800");
    }

    /** Lets nothing through until it is opened. */
    private final class Gated extends OutputStream {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            out.write(bytes, from, length);
        }
    }

    /** A disk that is full for a while. */
    private final class Failing extends OutputStream {
        private final CountDownLatch failed = new CountDownLatch(1);
        private final CountDownLatch again = new CountDownLatch(3);
        private volatile boolean broken = true;

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (broken) {
                failed.countDown();
                again.countDown();
                throw new IOException("no space left");
            }
            out.write(bytes, from, length);
        }
    }
}
