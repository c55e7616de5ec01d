package dev.cordon.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.ledger.LedgerEntry.Edge;
import dev.cordon.ledger.LedgerEntry.Kind;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.race.Race;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every token ledger must do; each has one concrete subclass. */
public abstract class TokenLedgerContract {

    private static final int THREADS = 16;
    private static final long LAST_GENERATION = (1L << 53) - 1;
    private static final Edge CHARGE =
            new Edge(new ServiceName("orders-api"), new ServiceName("payments-api"), new FlowId("charge"));
    private static final Instant ISSUED = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant EXPIRES = ISSUED.plusSeconds(300);
    private static final String POST = "POST /charges";
    private static final String GET = "GET /charges/{id}";

    /** A ledger without entries. */
    protected abstract TokenLedger ledger() throws Exception;

    private static LedgerEntry entry(String id) {
        return until(id, EXPIRES);
    }

    private static LedgerEntry until(String id, Instant expires) {
        return new LedgerEntry(id, Kind.TOKEN, CHARGE, 0, "txn-" + id, ISSUED, expires, Optional.empty());
    }

    private static Use<String> use(String id, String operation, long second, long count) {
        return new Use<>(id, operation, ISSUED.plusSeconds(second), count);
    }

    private static Usage usage(long first, long last, Map<String, Long> counts) {
        return new Usage(
                Optional.of(ISSUED.plusSeconds(first)), Optional.of(ISSUED.plusSeconds(last)), Map.copyOf(counts));
    }

    @Test
    public final void what_was_not_entered_is_not_found() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("b"));

        for (String other : List.of("a", "c", "B", "bb", "")) {
            assertThat(ledger.find(other)).as("`%s`", other).isEmpty();
        }
    }

    @Test
    public final void an_entry_is_read_as_it_was_entered_and_was_never_used() throws Exception {
        Edge other = new Edge(new ServiceName("acme"), new ServiceName("orders-api"), new FlowId("order"));
        List<LedgerEntry> entries = List.of(
                entry("token"),
                new LedgerEntry(
                        "key", Kind.API_KEY, other, LAST_GENERATION, "one", Instant.EPOCH, EXPIRES, Optional.empty()),
                new LedgerEntry(
                        "~\"\\/ \u00eb\ud83d\udd11", Kind.TOKEN, other, 1, "\"\\", ISSUED, EXPIRES, Optional.empty()));
        TokenLedger ledger = ledger();
        for (LedgerEntry entry : entries) {
            assertThat(ledger.enter(entry)).isTrue();
        }

        for (LedgerEntry entry : entries) {
            assertThat(ledger.find(entry.id())).contains(new Line(entry, Usage.NONE));
        }
    }

    @Test
    public final void an_id_is_entered_once_and_what_is_there_stays_as_it_is() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("a"));
        ledger.used(List.of(use("a", POST, 1, 1)));

        assertThat(ledger.enter(entry("a"))).isFalse();
        assertThat(ledger.enter(until("a", EXPIRES.plusSeconds(60)))).isFalse();
        assertThat(ledger.find("a")).contains(new Line(entry("a"), usage(1, 1, Map.of(POST, 1L))));
    }

    @Test
    public final void of_many_who_enter_one_id_at_once_exactly_one_does() throws Exception {
        TokenLedger ledger = ledger();
        for (String id : List.of("a", "b", "c")) {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                LedgerEntry own = until(id, EXPIRES.plusSeconds(i));
                writers.add(() -> ledger.enter(own));
            }
            int winner = Race.onlyWinner(writers);

            assertThat(ledger.find(id)).map(Line::entry).contains(until(id, EXPIRES.plusSeconds(winner)));
        }
    }

    @Test
    public final void uses_add_up_by_operation_and_know_the_first_and_the_latest() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("a"));

        ledger.used(List.of(use("a", POST, 10, 2)));
        assertThat(used(ledger, "a")).isEqualTo(usage(10, 10, Map.of(POST, 2L)));
        ledger.used(List.of(use("a", GET, 20, 1), use("a", POST, 30, 1L << 40)));
        assertThat(used(ledger, "a")).isEqualTo(usage(10, 30, Map.of(POST, 2 + (1L << 40), GET, 1L)));
    }

    @Test
    public final void uses_that_are_told_late_move_no_end_inwards() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("a"));

        ledger.used(List.of(use("a", POST, 20, 1), use("a", POST, 15, 1)));
        ledger.used(List.of(use("a", POST, 10, 1)));
        assertThat(used(ledger, "a")).isEqualTo(usage(10, 20, Map.of(POST, 3L)));
    }

    @Test
    public final void uses_of_one_are_no_uses_of_another() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("a"));
        ledger.enter(entry("b"));
        ledger.enter(entry("c"));

        ledger.used(List.of(use("a", POST, 1, 1), use("b", GET, 2, 5)));
        assertThat(used(ledger, "a")).isEqualTo(usage(1, 1, Map.of(POST, 1L)));
        assertThat(used(ledger, "b")).isEqualTo(usage(2, 2, Map.of(GET, 5L)));
        assertThat(used(ledger, "c")).isEqualTo(Usage.NONE);
    }

    @Test
    public final void uses_of_what_is_not_there_are_left_out_and_the_others_added() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("a"));

        ledger.used(List.of());
        ledger.used(List.of(use("gone", POST, 1, 1), use("a", POST, 2, 1), use("gone", GET, 3, 1)));
        assertThat(used(ledger, "a")).isEqualTo(usage(2, 2, Map.of(POST, 1L)));
        assertThat(ledger.find("gone")).isEmpty();
        ledger.enter(entry("gone"));
        assertThat(used(ledger, "gone")).isEqualTo(Usage.NONE);
    }

    @Test
    public final void uses_that_many_tell_at_once_are_all_counted() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("a"));
        ledger.enter(entry("b"));
        List<Callable<Void>> tellers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long second = i;
            tellers.add(() -> {
                for (int round = 0; round < 10; round++) {
                    ledger.used(List.of(use("a", POST, second, 3), use("b", GET, second, 1)));
                }
                return null;
            });
        }
        Race.run(tellers);

        assertThat(used(ledger, "a")).isEqualTo(usage(0, THREADS - 1, Map.of(POST, THREADS * 30L)));
        assertThat(used(ledger, "b")).isEqualTo(usage(0, THREADS - 1, Map.of(GET, THREADS * 10L)));
    }

    private static Usage used(TokenLedger ledger, String id) throws TokenLedgerUnavailableException {
        return ledger.find(id).orElseThrow().usage();
    }

    @Test
    public final void pages_are_in_the_order_of_ids_and_hold_every_line_once() throws Exception {
        TokenLedger ledger = ledger();
        List<String> ids = List.of("-9", "10", "9", "A", "Z", "_", "a", "aa", "b", "z");
        List<String> mixed = new ArrayList<>(ids);
        mixed.sort((one, other) -> Integer.compare(one.hashCode() % 7, other.hashCode() % 7));
        for (String id : mixed) {
            ledger.enter(entry(id));
        }
        ledger.used(List.of(use("aa", POST, 1, 1)));

        for (int most : new int[] {1, 2, 3, 9, 10, 11, Integer.MAX_VALUE}) {
            assertThat(pages(ledger, most)).as("pages of %d", most).isEqualTo(ids);
        }
        assertThat(ledger.page(Optional.of("a"), 1))
                .containsExactly(new Line(entry("aa"), usage(1, 1, Map.of(POST, 1L))));
    }

    /** All ids, from pages each of which is full but the last. */
    private static List<String> pages(TokenLedger ledger, int most) throws TokenLedgerUnavailableException {
        List<String> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        while (true) {
            List<Line> page = ledger.page(after, most);
            page.forEach(line -> all.add(line.entry().id()));
            assertThat(page).hasSizeLessThanOrEqualTo(most);
            assertThat(all).doesNotHaveDuplicates();
            if (page.size() < most) {
                return all;
            }
            after = Optional.of(all.get(all.size() - 1));
        }
    }

    @Test
    public final void a_page_goes_on_after_an_id_that_is_not_there_any_more() throws Exception {
        TokenLedger ledger = ledger();
        assertThat(ledger.page(Optional.empty(), 5)).isEmpty();
        ledger.enter(entry("a"));
        ledger.enter(entry("c"));

        assertThat(ledger.page(Optional.of("b"), 5)).containsExactly(new Line(entry("c"), Usage.NONE));
        assertThat(ledger.page(Optional.of("c"), 5)).isEmpty();
        assertThat(ledger.page(Optional.of("d"), 5)).isEmpty();
    }

    @Test
    public final void what_expired_before_a_time_is_forgotten_and_nothing_else() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(until("long", EXPIRES.plusSeconds(3600)));
        ledger.enter(until("now", EXPIRES));
        ledger.enter(until("past", EXPIRES.minusSeconds(1)));
        ledger.enter(until("earliest", ISSUED.plusSeconds(1)));

        assertThat(ledger.forget(EXPIRES)).isEqualTo(2);
        assertThat(pages(ledger, 10)).containsExactly("long", "now");
        assertThat(ledger.find("past")).isEmpty();
        assertThat(ledger.forget(EXPIRES)).isZero();
        assertThat(ledger.forget(EXPIRES.plusSeconds(1))).isEqualTo(1);
        assertThat(pages(ledger, 10)).containsExactly("long");
    }

    @Test
    public final void many_entries_are_forgotten_at_once() throws Exception {
        TokenLedger ledger = ledger();
        for (int i = 0; i < 300; i++) {
            ledger.enter(until("id" + i, ISSUED.plusSeconds(i % 3 + 1)));
        }

        assertThat(ledger.forget(ISSUED.plusSeconds(3))).isEqualTo(200);
        assertThat(pages(ledger, 70)).hasSize(100).allMatch(id -> Integer.parseInt(id.substring(2)) % 3 == 2);
    }

    @Test
    public final void what_was_forgotten_leaves_no_uses_behind() throws Exception {
        TokenLedger ledger = ledger();
        ledger.enter(entry("a"));
        ledger.used(List.of(use("a", POST, 1, 1)));
        ledger.forget(EXPIRES.plusSeconds(1));
        ledger.used(List.of(use("a", POST, 2, 1)));

        assertThat(ledger.enter(entry("a"))).isTrue();
        assertThat(used(ledger, "a")).isEqualTo(Usage.NONE);
    }
}
