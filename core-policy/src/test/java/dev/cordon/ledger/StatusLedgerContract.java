package dev.cordon.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.ledger.LedgerEntry.Edge;
import dev.cordon.ledger.LedgerEntry.Kind;
import dev.cordon.ledger.LedgerEntry.Listing;
import dev.cordon.ledger.LedgerEntry.Party;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.race.Race;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** What every status ledger must do; each has one concrete subclass. */
public abstract class StatusLedgerContract {

    private static final int THREADS = 16;
    private static final Edge CHARGE =
            new Edge(new ServiceName("orders-api"), new ServiceName("payments-api"), new FlowId("charge"));
    private static final Instant ISSUED = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant NOW = ISSUED.plusSeconds(60);

    /**
     * Both sides of a ledger without entries.
     *
     * @param tokens where entries are entered
     * @param statuses where they are found by their places
     */
    public record Sides(TokenLedger tokens, StatusLedger statuses) {}

    /** A ledger without entries. */
    protected abstract Sides ledger() throws Exception;

    private static LedgerEntry entry(String id, long list, int index, Instant expires) {
        Listing listing = new Listing(
                list,
                index,
                "kid-1",
                List.of(new Party(CHARGE.caller(), 7), new Party(new ServiceName("web-bff"), 1L << 40)));
        return new LedgerEntry(id, Kind.TOKEN, CHARGE, 3, "txn-" + id, ISSUED, expires, Optional.of(listing));
    }

    private static LedgerEntry living(String id, long list, int index) {
        return entry(id, list, index, NOW.plusSeconds(1 + index % 7));
    }

    private static List<LedgerEntry> all(StatusLedger ledger, long list, int most) throws Exception {
        List<LedgerEntry> all = new ArrayList<>();
        Optional<LedgerEntry> after = Optional.empty();
        while (true) {
            List<LedgerEntry> page = ledger.listed(list, NOW, after, most);
            assertThat(page).hasSizeLessThanOrEqualTo(most);
            all.addAll(page);
            if (page.size() < most) {
                return all;
            }
            after = Optional.of(page.get(most - 1));
        }
    }

    @Test
    public final void without_entries_there_are_no_lists() throws Exception {
        Sides ledger = ledger();
        ledger.statuses().newList();

        assertThat(ledger.statuses().lists(NOW)).isEmpty();
        assertThat(ledger.statuses().listed(0, NOW, Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void an_entry_is_found_in_its_list_and_in_the_ledger_as_it_was_entered() throws Exception {
        Sides ledger = ledger();
        LedgerEntry one = living("~\"\\/ \u00eb\ud83d\udd11", 7, 1_048_575);
        ledger.tokens().enter(one);

        assertThat(ledger.statuses().listed(7, NOW, Optional.empty(), 10)).containsExactly(one);
        assertThat(ledger.tokens().find(one.id()).orElseThrow().entry()).isEqualTo(one);
        assertThat(ledger.statuses().listed(6, NOW, Optional.empty(), 10)).isEmpty();
        assertThat(ledger.statuses().listed(70, NOW, Optional.empty(), 10)).isEmpty();
    }

    @Test
    public final void an_entry_without_place_is_in_no_list() throws Exception {
        Sides ledger = ledger();
        ledger.tokens()
                .enter(new LedgerEntry(
                        "a", Kind.TOKEN, CHARGE, 0, "txn", ISSUED, NOW.plusSeconds(60), Optional.empty()));

        assertThat(ledger.statuses().lists(NOW)).isEmpty();
    }

    @Test
    public final void what_is_entered_twice_has_the_first_place_alone() throws Exception {
        Sides ledger = ledger();
        ledger.tokens().enter(living("a", 1, 5));
        ledger.tokens().enter(living("a", 2, 6));

        assertThat(ledger.statuses().lists(NOW)).containsExactly(1L);
        assertThat(all(ledger.statuses(), 1, 10)).containsExactly(living("a", 1, 5));
    }

    @Test
    public final void pages_hold_every_living_entry_of_a_list_once() throws Exception {
        Sides ledger = ledger();
        List<LedgerEntry> own = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            own.add(living("id-" + i * 7 % 50, 4, i));
            ledger.tokens().enter(own.get(i));
            ledger.tokens().enter(living("other-" + i, i % 2 == 0 ? 3 : 40, i));
            ledger.tokens().enter(entry("over-" + i, 4, 100 + i, NOW.minusSeconds(i % 3)));
        }

        for (int most : new int[] {1, 7, 49, 50, 51, 1_000}) {
            assertThat(all(ledger.statuses(), 4, most))
                    .as("pages of %d", most)
                    .containsExactlyInAnyOrderElementsOf(own);
        }
    }

    @Test
    public final void lists_are_those_with_a_living_entry_in_their_order() throws Exception {
        Sides ledger = ledger();
        for (long list : List.of(10L, 9L, 300L, 2L)) {
            ledger.tokens().enter(living("a" + list, list, 1));
            ledger.tokens().enter(living("b" + list, list, 2));
        }
        ledger.tokens().enter(entry("over", 5, 1, NOW));
        ledger.tokens().enter(entry("lives for a second", 6, 1, NOW.plusSeconds(1)));

        assertThat(ledger.statuses().lists(NOW)).containsExactly(2L, 6L, 9L, 10L, 300L);
        assertThat(ledger.statuses().lists(NOW.plusMillis(999))).contains(6L);
        assertThat(ledger.statuses().lists(NOW.plusSeconds(1))).doesNotContain(6L);
        assertThat(ledger.statuses().lists(NOW.plusSeconds(3600))).isEmpty();
    }

    @Test
    public final void places_of_what_is_over_are_forgotten_and_their_entries_are_not() throws Exception {
        Sides ledger = ledger();
        ledger.tokens().enter(entry("over", 1, 1, NOW));
        ledger.tokens().enter(entry("alone", 2, 1, NOW.minusSeconds(9)));
        ledger.tokens().enter(living("alive", 1, 2));
        ledger.statuses().forgetPlaces(NOW);
        ledger.statuses().forgetPlaces(NOW);

        assertThat(ledger.statuses().lists(ISSUED)).containsExactly(1L);
        assertThat(ledger.statuses().listed(1, ISSUED, Optional.empty(), 10)).containsExactly(living("alive", 1, 2));
        assertThat(ledger.tokens().find("over")).isPresent();
        assertThat(ledger.tokens().forget(NOW.plusSeconds(1))).isEqualTo(2);
        assertThat(all(ledger.statuses(), 1, 10)).hasSize(1);
    }

    @Test
    public final void nobody_is_given_a_number_that_another_has() throws Exception {
        StatusLedger ledger = ledger().statuses();
        ConcurrentSkipListSet<Long> given = new ConcurrentSkipListSet<>();
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(() -> {
                long last = -1;
                for (int round = 0; round < 10; round++) {
                    long next = ledger.newList();
                    assertThat(next).isGreaterThan(last);
                    assertThat(given.add(next)).isTrue();
                    last = next;
                }
                return null;
            });
        }
        Race.run(all);

        assertThat(given).hasSize(THREADS * 10);
    }
}
