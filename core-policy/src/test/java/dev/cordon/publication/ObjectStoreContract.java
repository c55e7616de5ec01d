package dev.cordon.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.publication.ObjectStore.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every object store must do; each has one concrete subclass. */
public abstract class ObjectStoreContract {

    private static final int WRITERS = 16;

    /** An empty store; the next call gives another one. */
    protected abstract ObjectStore store() throws Exception;

    /** Puts an object there past the store, as somebody else would, into the store that was made last. */
    protected abstract void plant(String name, byte[] bytes) throws Exception;

    /** How many write at the same time where that is tested; one for a stand-in that checks and writes in two steps. */
    protected int writersAtOnce() {
        return WRITERS;
    }

    @Test
    public final void what_nobody_wrote_is_missing() throws Exception {
        ObjectStore store = store();

        assertThat(store.read(ObjectStore.BUNDLE, Optional.empty())).isInstanceOf(Reading.Missing.class);
        assertThat(store.read(ObjectStore.BUNDLE, Optional.of(version(ObjectStore.ISSUER_KEYS))))
                .isInstanceOf(Reading.Missing.class);
    }

    /** A version that the store itself made, of an object that is not the one asked for. */
    private String version(String name) throws Exception {
        ObjectStore other = store();
        write(other, name, "other", Optional.empty());
        return found(other, name).version();
    }

    @Test
    public final void what_was_written_first_is_read_whole() throws Exception {
        ObjectStore store = store();
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }

        assertThat(store.replace(ObjectStore.BUNDLE, bytes, Optional.empty())).isTrue();
        assertThat(found(store, ObjectStore.BUNDLE).bytes()).isEqualTo(bytes);
        assertThat(store.read(ObjectStore.ISSUER_KEYS, Optional.empty())).isInstanceOf(Reading.Missing.class);
    }

    @Test
    public final void an_empty_object_is_one() throws Exception {
        ObjectStore store = store();

        assertThat(write(store, ObjectStore.BUNDLE, "", Optional.empty())).isTrue();
        assertThat(found(store, ObjectStore.BUNDLE).bytes()).isEmpty();
    }

    @Test
    public final void what_the_caller_has_is_not_read_again() throws Exception {
        ObjectStore store = store();
        write(store, ObjectStore.BUNDLE, "one", Optional.empty());
        Reading.Found one = found(store, ObjectStore.BUNDLE);

        assertThat(store.read(ObjectStore.BUNDLE, Optional.of(one.version()))).isInstanceOf(Reading.Unchanged.class);
        assertThat(found(store, ObjectStore.BUNDLE).version()).isEqualTo(one.version());

        write(store, ObjectStore.BUNDLE, "two", Optional.of(one.version()));
        assertThat(store.read(ObjectStore.BUNDLE, Optional.of(one.version())))
                .isInstanceOfSatisfying(Reading.Found.class, two -> {
                    assertThat(two.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("two");
                    assertThat(two.version()).isNotEqualTo(one.version());
                });
    }

    @Test
    public final void what_somebody_else_put_there_is_read() throws Exception {
        ObjectStore store = store();
        write(store, ObjectStore.BUNDLE, "one", Optional.empty());
        String one = found(store, ObjectStore.BUNDLE).version();
        plant(ObjectStore.BUNDLE, "planted".getBytes(StandardCharsets.UTF_8));

        assertThat(store.read(ObjectStore.BUNDLE, Optional.of(one))).isInstanceOf(Reading.Found.class);
        assertThat(found(store, ObjectStore.BUNDLE).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("planted");
    }

    @Test
    public final void an_object_that_is_there_is_not_written_as_a_first_one() throws Exception {
        ObjectStore store = store();
        write(store, ObjectStore.BUNDLE, "one", Optional.empty());

        assertThat(write(store, ObjectStore.BUNDLE, "two", Optional.empty())).isFalse();
        assertThat(found(store, ObjectStore.BUNDLE).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("one");
    }

    @Test
    public final void a_lost_race_writes_nothing() throws Exception {
        ObjectStore store = store();
        write(store, ObjectStore.BUNDLE, "one", Optional.empty());
        Optional<String> one = Optional.of(found(store, ObjectStore.BUNDLE).version());

        assertThat(write(store, ObjectStore.BUNDLE, "two", one)).isTrue();
        assertThat(write(store, ObjectStore.BUNDLE, "three", one)).isFalse();
        assertThat(found(store, ObjectStore.BUNDLE).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("two");
    }

    @Test
    public final void what_is_missing_is_not_replaced() throws Exception {
        String version = version(ObjectStore.BUNDLE);
        ObjectStore store = store();

        assertThat(write(store, ObjectStore.BUNDLE, "two", Optional.of(version)))
                .isFalse();
        assertThat(store.read(ObjectStore.BUNDLE, Optional.empty())).isInstanceOf(Reading.Missing.class);
    }

    @Test
    public final void of_many_writers_at_once_exactly_one_wins() throws Exception {
        ObjectStore store = store();

        String first = winner(store, Optional.empty());
        assertThat(found(store, ObjectStore.BUNDLE).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(first);

        Optional<String> known = Optional.of(found(store, ObjectStore.BUNDLE).version());
        String second = winner(store, known);
        assertThat(found(store, ObjectStore.BUNDLE).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(second);
    }

    private String winner(ObjectStore store, Optional<String> known) throws Exception {
        String round = known.orElse("first");
        List<String> texts = IntStream.range(0, WRITERS)
                .mapToObj(writer -> round + " by " + writer)
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(writersAtOnce());
        try {
            List<Callable<Boolean>> writes = new ArrayList<>();
            texts.forEach(text -> writes.add(() -> write(store, ObjectStore.BUNDLE, text, known)));
            List<Future<Boolean>> outcomes = threads.invokeAll(writes);
            List<String> winners = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                if (outcomes.get(i).get()) {
                    winners.add(texts.get(i));
                }
            }
            assertThat(winners).hasSize(1);
            return winners.get(0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public final void an_object_larger_than_any_is_not_read() throws Exception {
        ObjectStore store = store();
        byte[] bytes = new byte[ObjectStore.LARGEST + 1];
        Arrays.fill(bytes, (byte) 'x');
        plant(ObjectStore.BUNDLE, bytes);

        assertThatThrownBy(() -> store.read(ObjectStore.BUNDLE, Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageMatching("[a-z`].*")
                .hasMessageContaining("larger");
    }

    private static boolean write(ObjectStore store, String name, String text, Optional<String> known)
            throws StoreUnavailableException {
        return store.replace(name, text.getBytes(StandardCharsets.UTF_8), known);
    }

    private static Reading.Found found(ObjectStore store, String name) throws StoreUnavailableException {
        return (Reading.Found) store.read(name, Optional.empty());
    }
}
