package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cordon.issuance.StatusPlaces.Place;
import dev.cordon.ledger.InMemoryTokenLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.race.Race;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Places in status lists: each one's alone, in no order. */
final class StatusPlacesTest {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();

    private StatusPlaces places(int most) {
        return new StatusPlaces(Desk.ISSUER, ledger, new SecureRandom(), most);
    }

    @Test
    void nobody_has_a_place_that_another_has() throws Exception {
        StatusPlaces some = places(1_000);
        StatusPlaces others = places(1_000);
        Set<String> given = ConcurrentHashMap.newKeySet();
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            StatusPlaces own = i % 2 == 0 ? some : others;
            all.add(() -> {
                for (int round = 0; round < 1_000; round++) {
                    Place place = own.take();
                    assertThat(given.add(place.reference().uri() + " " + place.index()))
                            .isTrue();
                    assertThat(place.index()).isBetween(0, StatusPlaces.SIZE - 1);
                }
                return null;
            });
        }
        Race.run(all);

        assertThat(given).hasSize(8_000);
        assertThat(ledger.newList()).as("lists that were begun").isEqualTo(8);
    }

    @Test
    void a_list_is_filled_and_then_the_next_one_is_begun() throws Exception {
        StatusPlaces places = places(StatusPlaces.MOST);
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < StatusPlaces.MOST; i++) {
            Place place = places.take();
            assertThat(place.list()).isZero();
            taken.add(place.index());
        }

        assertThat(taken).hasSize(StatusPlaces.MOST);
        assertThat(places.take().reference().uri()).isEqualTo("https://cordon.example/status-lists/1");
    }

    @Test
    void places_follow_no_order() throws Exception {
        StatusPlaces places = places(StatusPlaces.MOST);
        int rises = 0;
        int near = 0;
        int last = places.take().index();
        for (int i = 0; i < 10_000; i++) {
            int next = places.take().index();
            rises += next > last ? 1 : 0;
            near += Math.abs(next - last) < StatusPlaces.SIZE / 100 ? 1 : 0;
            last = next;
        }

        assertThat(rises).isBetween(4_500, 5_500);
        assertThat(near).isLessThan(400);
    }

    /** Draws the same numbers each time, and lets somebody else come in between before the first. */
    private static final class Drawn extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient Iterator<Integer> numbers;
        private transient Runnable between = () -> {};

        Drawn(Integer... numbers) {
            this.numbers = List.of(numbers).iterator();
        }

        @Override
        public int nextInt(int bound) {
            Runnable first = between;
            between = () -> {};
            first.run();
            return numbers.next();
        }
    }

    @Test
    void who_comes_while_another_draws_gets_the_next_place_of_the_same_list() throws Exception {
        Drawn drawn = new Drawn(7, 7, 8, 9);
        StatusPlaces places = new StatusPlaces(Desk.ISSUER, ledger, drawn, 2);
        FutureTask<Place> second = new FutureTask<>(places::take);
        Thread other = new Thread(second, "other");
        drawn.between = () -> {
            other.start();
            while (other.getState() == Thread.State.NEW || other.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
        };
        Place first = places.take();

        assertThat(List.of(first, second.get())).extracting(Place::list).containsExactly(0L, 0L);
        assertThat(first.index()).isNotEqualTo(second.get().index());
        assertThat(places.take().list()).as("both count").isEqualTo(1);
    }

    @Test
    void a_list_that_is_begun_has_all_its_places_whatever_was_taken_before() throws Exception {
        StatusPlaces places = new StatusPlaces(Desk.ISSUER, ledger, new Drawn(7, 7, 8), 1);

        assertThat(places.take().index()).isEqualTo(7);
        assertThat(places.take()).extracting(Place::list, Place::index).containsExactly(1L, 7);
    }

    @Test
    void a_ledger_that_does_not_answer_gives_no_list() {
        ledger.isDown(true);

        assertThatExceptionOfType(TokenLedgerUnavailableException.class)
                .isThrownBy(() -> places(10).take());
    }
}
