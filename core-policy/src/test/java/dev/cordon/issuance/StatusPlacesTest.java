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
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
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

    @Test
    void a_ledger_that_does_not_answer_gives_no_list() {
        ledger.isDown(true);

        assertThatExceptionOfType(TokenLedgerUnavailableException.class)
                .isThrownBy(() -> places(10).take());
    }
}
