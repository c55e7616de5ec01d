package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every sink must do; each has one concrete subclass. */
public abstract class DecisionSinkContract {

    /** A new sink with room for at least 1,000 records. */
    protected abstract DecisionSink sink() throws Exception;

    /** The ids of the records that have arrived where the sink sends them, in order, once it is closed. */
    protected abstract List<String> arrived(DecisionSink sink) throws Exception;

    /** A record that has nothing but an id. */
    protected static DecisionRecord record(String id) {
        return new DecisionRecord(
                id,
                Instant.EPOCH,
                new DecisionRecord.Point("test", true, 1),
                new DecisionRecord.Subject(Optional.empty(), Optional.empty(), List.of()),
                Optional.empty());
    }

    @Test
    void records_arrive_once_and_in_their_order() throws Exception {
        DecisionSink sink = sink();
        List<String> ids = IntStream.range(0, 500).mapToObj(i -> "id-" + i).toList();

        ids.forEach(id -> sink.offer(record(id)));

        assertThat(arrived(sink)).isEqualTo(ids);
        assertThat(sink.dropped()).isZero();
    }

    @Test
    void records_of_many_threads_all_arrive() throws Exception {
        DecisionSink sink = sink();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread =
                    new Thread(() -> IntStream.range(0, 200).forEach(i -> sink.offer(record(number + "-" + i))));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(arrived(sink)).hasSize(800).doesNotHaveDuplicates();
    }

    @Test
    void a_record_that_comes_too_late_does_no_harm() throws Exception {
        DecisionSink sink = sink();
        sink.offer(record("in-time"));
        arrived(sink);

        assertThatCode(() -> sink.offer(record("late"))).doesNotThrowAnyException();
    }
}
