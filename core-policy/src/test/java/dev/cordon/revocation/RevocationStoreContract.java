package dev.cordon.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.race.Race;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every revocation store must do; each has one concrete subclass. */
public abstract class RevocationStoreContract {

    private static final int THREADS = 16;
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant END = START.plusSeconds(300);
    private static final Optional<Instant> FOR_EVER = Optional.empty();
    private static final IssuerName ISSUER = new IssuerName("cordon");
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final Revocation TOKEN = new Revocation.OfToken(ISSUER, "jti-1");

    private static final Revocation.Quarantine QUARANTINE = new Revocation.Quarantine(
            new Zone.OfSegment(new SegmentName("payments")),
            Revocation.Direction.OUTBOUND,
            1_900_000_000,
            "a key was found \"\u00eb\"");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    /** A store without entries that goes by that clock. */
    protected abstract RevocationStore store(InstantSource clock) throws Exception;

    /** How many entries each of the threads adds that are over in the end. */
    protected int overOfEach() {
        return 100;
    }

    private static Optional<RevocationEntry> forEver(Revocation revocation) {
        return Optional.of(RevocationEntry.forEver(revocation));
    }

    private RevocationStore store() throws Exception {
        return store(now::get);
    }

    private static boolean hasToken(RevocationStore store) throws RevocationStoreUnavailableException {
        return store.read().hasToken("cordon", "jti-1");
    }

    @Test
    public final void at_first_nothing_is_revoked() throws Exception {
        assertThat(store().read().isEmpty()).isTrue();
    }

    @Test
    public final void an_entry_of_each_kind_is_read_as_it_was_added_and_revokes_nothing_else() throws Exception {
        RevocationStore store = store();
        store.add(new Revocation.OfToken(ISSUER, "~\"\\/ \u00eb\ud83d\udd11"), FOR_EVER);
        store.add(new Revocation.OfChain("txn-1"), FOR_EVER);
        store.add(new Revocation.OfGeneration(ORDERS, (1L << 53) - 1), FOR_EVER);
        store.add(new Revocation.IssuedBefore(ORDERS, 1_700_000_000, false), FOR_EVER);
        store.add(new Revocation.OfService(new ServiceName("acme")), FOR_EVER);
        store.add(new Revocation.IssuedBefore(new ServiceName("bff"), 1_700_000_000, true), FOR_EVER);
        store.add(QUARANTINE, FOR_EVER);
        store.add(new Revocation.Epoch(1_600_000_000), FOR_EVER);
        store.add(new Revocation.OfKey(new IssuerName("other"), "kid-1"), FOR_EVER);
        RevocationList list = store.read();

        assertThat(list.isEmpty()).isFalse();
        assertThat(list.hasToken("cordon", "~\"\\/ \u00eb\ud83d\udd11")).isTrue();
        assertThat(list.hasToken("other", "~\"\\/ \u00eb\ud83d\udd11")).isFalse();
        assertThat(list.hasChain("txn-1")).isTrue();
        assertThat(list.hasGeneration("orders-api", (1L << 53) - 1)).isTrue();
        assertThat(list.hasGeneration("orders-api", 1)).isFalse();
        assertThat(list.cutOffs().kills("orders-api", 1_699_999_999)).isTrue();
        assertThat(list.cutOffs().kills("orders-api", 1_800_000_000)).isFalse();
        assertThat(list.cutOffs().killsCredential("orders-api", 1_699_999_999)).isFalse();
        assertThat(list.cutOffs().killsCredential("bff", 1_699_999_999)).isTrue();
        assertThat(list.cutOffs().isBeforeEpoch(1_599_999_999)).isTrue();
        assertThat(list.cutOffs().isBeforeEpoch(1_600_000_005)).isFalse();
        assertThat(list.hasService("acme")).isTrue();
        assertThat(list.hasService("payments")).isFalse();
        assertThat(list.entries()).contains(QUARANTINE);
        assertThat(list.quarantines().closeOutbound("any", "payments", 1_800_000_000))
                .isTrue();
        assertThat(list.quarantines().closeInbound("any", "payments", 1_800_000_000))
                .isFalse();
        assertThat(list.quarantines().closeOutbound("payments", "acme", 1_800_000_000))
                .isFalse();
        assertThat(list.hasKey("other", "kid-1")).isTrue();
        assertThat(list.hasKey("cordon", "kid-1")).isFalse();
    }

    @Test
    public final void entries_that_differ_in_one_part_are_kept_beside_each_other() throws Exception {
        RevocationStore store = store();
        store.add(TOKEN, FOR_EVER);
        store.add(new Revocation.OfToken(new IssuerName("other"), "jti-1"), FOR_EVER);
        store.add(new Revocation.OfToken(ISSUER, "jti-2"), FOR_EVER);
        store.add(new Revocation.OfGeneration(ORDERS, 1), FOR_EVER);
        store.add(new Revocation.OfGeneration(ORDERS, 11), FOR_EVER);
        RevocationList list = store.read();

        assertThat(list.hasToken("cordon", "jti-1")).isTrue();
        assertThat(list.hasToken("other", "jti-1")).isTrue();
        assertThat(list.hasToken("cordon", "jti-2")).isTrue();
        assertThat(list.hasGeneration("orders-api", 1)).isTrue();
        assertThat(list.hasGeneration("orders-api", 11)).isTrue();
    }

    @Test
    public final void every_list_with_other_entries_has_a_higher_revision() throws Exception {
        RevocationStore store = store();
        long last = store.read().revision();
        for (int i = 0; i < 5; i++) {
            store.add(new Revocation.OfChain("txn-" + i), FOR_EVER);
            assertThat(store.read().revision()).isGreaterThan(last);
            last = store.read().revision();
        }
    }

    @Test
    public final void an_entry_that_was_forgotten_leaves_a_list_of_a_higher_revision() throws Exception {
        RevocationStore store = store();
        store.add(new Revocation.OfService(ORDERS), FOR_EVER);
        store.add(TOKEN, Optional.of(END));
        RevocationList before = store.read();
        now.set(END.plusSeconds(86_400));
        RevocationList after = store.read();

        assertThat(after.hasService("orders-api")).isTrue();
        assertThat(after.hasToken("cordon", "jti-1") || after.revision() > before.revision())
                .isTrue();
    }

    @Test
    public final void an_entry_that_is_added_again_stays_as_it_is() throws Exception {
        RevocationStore store = store();
        store.add(TOKEN, Optional.of(END));
        store.add(TOKEN, Optional.of(END));
        assertThat(hasToken(store)).isTrue();
        now.set(END.minusNanos(1));

        assertThat(hasToken(store)).isTrue();
    }

    @Test
    public final void an_entry_stays_until_its_end() throws Exception {
        RevocationStore store = store();
        store.add(TOKEN, Optional.of(END));
        store.add(new Revocation.OfService(ORDERS), Optional.of(START));
        store.read();
        now.set(END.minusNanos(1));
        store.add(new Revocation.OfChain("txn-1"), FOR_EVER);

        assertThat(hasToken(store)).isTrue();
    }

    @Test
    public final void an_entry_that_is_added_twice_stays_until_the_later_end_in_whatever_order() throws Exception {
        Optional<Instant> early = Optional.of(START.plusSeconds(1));
        Optional<Instant> late = Optional.of(END);
        for (List<Optional<Instant>> ends : List.of(List.of(early, late), List.of(late, early))) {
            now.set(START);
            RevocationStore store = store();
            store.add(TOKEN, ends.get(0));
            store.add(TOKEN, ends.get(1));
            now.set(END.minusNanos(1));

            assertThat(hasToken(store)).as("%s", ends).isTrue();
        }
    }

    @Test
    public final void an_entry_that_was_once_added_without_end_stays_in_whatever_order() throws Exception {
        Optional<Instant> early = Optional.of(START.plusSeconds(1));
        for (List<Optional<Instant>> ends : List.of(List.of(early, FOR_EVER), List.of(FOR_EVER, early))) {
            now.set(START);
            RevocationStore store = store();
            store.add(TOKEN, ends.get(0));
            store.add(TOKEN, ends.get(1));
            now.set(START.plusSeconds(1_000_000_000));

            assertThat(hasToken(store)).as("%s", ends).isTrue();
        }
    }

    @Test
    public final void what_was_forgotten_can_be_added_anew() throws Exception {
        RevocationStore store = store();
        store.add(TOKEN, Optional.of(END));
        now.set(END.plusSeconds(1));
        store.read();
        store.add(TOKEN, Optional.of(END.plusSeconds(60)));

        assertThat(hasToken(store)).isTrue();
    }

    @Test
    public final void an_entry_gives_way_to_another_one_or_to_none_as_one_change() throws Exception {
        RevocationStore store = store();
        store.add(QUARANTINE, FOR_EVER);
        long before = store.read().revision();

        assertThat(store.replace(QUARANTINE, forEver(QUARANTINE.endingAt(1_850_000_000))))
                .isTrue();
        RevocationList ended = store.read();
        assertThat(ended.entries()).containsExactly(QUARANTINE.endingAt(1_850_000_000));
        assertThat(ended.revision()).isGreaterThan(before);

        assertThat(store.replace(QUARANTINE.endingAt(1_850_000_000), Optional.empty()))
                .isTrue();
        assertThat(store.read().isEmpty()).isTrue();
        assertThat(store.read().revision()).isGreaterThan(ended.revision());
    }

    @Test
    public final void the_services_that_a_quarantine_holds_are_read_as_they_were_noted() throws Exception {
        RevocationStore store = store();
        Revocation.Quarantine nobody = QUARANTINE.holding(Set.of());
        Revocation.Quarantine two = nobody.holding(Set.of(ORDERS, new ServiceName("held")));
        store.add(QUARANTINE, FOR_EVER);
        for (Revocation.Quarantine[] step : new Revocation.Quarantine[][] {{QUARANTINE, nobody}, {nobody, two}}) {
            assertThat(store.replace(step[0], forEver(step[1]))).isTrue();
            assertThat(store.replace(step[0], Optional.empty())).isFalse();
            assertThat(store.read().entries()).containsExactly(step[1]);
            assertThat(store.page(Optional.empty(), 10).entries())
                    .containsExactly(new RevocationEntry(step[1], Optional.empty()));
        }
    }

    @Test
    public final void a_token_too_gives_way_and_may_end_later_than_it_did() throws Exception {
        RevocationStore store = store();
        store.add(TOKEN, Optional.of(END));
        store.add(new Revocation.OfChain("txn-1"), FOR_EVER);

        assertThat(store.replace(TOKEN, forEver(new Revocation.OfChain("txn-2"))))
                .isTrue();
        assertThat(hasToken(store)).isFalse();
        assertThat(store.read().hasChain("txn-1")).isTrue();
        assertThat(store.read().hasChain("txn-2")).isTrue();
        assertThat(store.replace(TOKEN, Optional.empty())).isFalse();
        now.set(END.plusSeconds(1));
        store.add(TOKEN, FOR_EVER);
        assertThat(hasToken(store)).isTrue();
        assertThat(store.read().size()).isEqualTo(3);
    }

    @Test
    public final void an_entry_for_ever_can_be_given_an_end() throws Exception {
        RevocationStore store = store();
        Revocation generation = new Revocation.OfGeneration(ORDERS, 3);
        store.add(generation, FOR_EVER);
        long before = store.read().revision();

        assertThat(store.replace(generation, Optional.of(new RevocationEntry(generation, Optional.of(END)))))
                .isTrue();
        assertThat(store.read().hasGeneration("orders-api", 3)).isTrue();
        assertThat(store.read().revision()).isGreaterThan(before);
        assertThat(store.page(Optional.empty(), 10).entries())
                .containsExactly(new RevocationEntry(generation, Optional.of(END)));
        now.set(END.plusSeconds(86_400));
        assertThat(store.read().hasGeneration("orders-api", 3)).isFalse();
        assertThat(store.page(Optional.empty(), 10).entries()).isEmpty();
    }

    @Test
    public final void what_takes_the_place_of_one_is_there_as_long_as_what_was_there_already() throws Exception {
        RevocationStore store = store();
        Revocation chain = new Revocation.OfChain("txn-1");
        store.add(TOKEN, FOR_EVER);
        store.add(chain, FOR_EVER);

        assertThat(store.replace(TOKEN, Optional.of(new RevocationEntry(chain, Optional.of(END)))))
                .isTrue();
        now.set(END.plusSeconds(86_400));
        assertThat(hasToken(store)).isFalse();
        assertThat(store.read().hasChain("txn-1")).isTrue();
        assertThat(store.page(Optional.empty(), 10).entries()).containsExactly(RevocationEntry.forEver(chain));
    }

    @Test
    public final void of_the_cut_offs_of_a_service_the_latest_is_kept_for_the_others() throws Exception {
        Revocation.IssuedBefore early = new Revocation.IssuedBefore(ORDERS, 1_700_000_000, true);
        Revocation.IssuedBefore late = new Revocation.IssuedBefore(ORDERS, 1_800_000_000, true);
        Revocation.IssuedBefore tokens = new Revocation.IssuedBefore(ORDERS, 1_900_000_000, false);
        Revocation.IssuedBefore other = new Revocation.IssuedBefore(new ServiceName("acme"), 1_600_000_000, true);
        for (List<Revocation> order : List.<List<Revocation>>of(List.of(early, late), List.of(late, early))) {
            RevocationStore store = store();
            store.add(order.get(0), FOR_EVER);
            store.add(other, FOR_EVER);
            store.add(tokens, FOR_EVER);
            store.add(order.get(1), Optional.of(END));
            now.set(END.plusSeconds(86_400));

            assertThat(pages(store, 100))
                    .as("%s", order)
                    .containsExactlyInAnyOrder(
                            RevocationEntry.forEver(late),
                            RevocationEntry.forEver(tokens),
                            RevocationEntry.forEver(other));
            assertThat(store.read().entries()).containsExactlyInAnyOrder(late, tokens, other);
            assertThat(store.read().cutOffs().killsCredential("orders-api", 1_799_999_999))
                    .isTrue();
            assertThat(store.read().cutOffs().killsCredential("acme", 1_650_000_000))
                    .isFalse();
            assertThat(store.replace(early, Optional.empty())).isFalse();
            assertThat(store.replace(late, Optional.empty())).isTrue();
            assertThat(store.read().entries()).containsExactlyInAnyOrder(tokens, other);
            now.set(START);
        }
    }

    @Test
    public final void what_is_not_there_is_not_replaced() throws Exception {
        RevocationStore store = store();
        store.add(TOKEN, FOR_EVER);
        long before = store.read().revision();

        assertThat(store.replace(QUARANTINE, forEver(QUARANTINE.endingAt(1)))).isFalse();
        assertThat(store.read().size()).isEqualTo(1);
        assertThat(hasToken(store)).isTrue();
        assertThat(store.read().revision()).isEqualTo(before);
    }

    @Test
    public final void entries_that_many_add_at_once_are_all_there() throws Exception {
        RevocationStore store = store();
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String own = "txn-" + i + "-";
            writers.add(() -> {
                for (int round = 0; round < 10; round++) {
                    store.add(new Revocation.OfChain(own + round), FOR_EVER);
                    assertThat(store.read().hasChain(own + round)).isTrue();
                }
                return null;
            });
        }
        Race.run(writers);

        RevocationList list = store.read();
        for (int i = 0; i < THREADS * 10; i++) {
            assertThat(list.hasChain("txn-" + i / 10 + "-" + i % 10)).isTrue();
        }
    }

    @Test
    public final void lists_that_are_read_while_others_add_grow_with_their_revision() throws Exception {
        RevocationStore store = store();
        List<RevocationList> lists = new ArrayList<>();
        AtomicInteger writing = new AtomicInteger(4);
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String own = "txn-" + i + "-";
            all.add(() -> {
                for (int round = 0; round < 20; round++) {
                    store.add(new Revocation.OfChain(own + round), FOR_EVER);
                }
                writing.decrementAndGet();
                return null;
            });
        }
        all.add(() -> {
            do {
                lists.add(store.read());
            } while (writing.get() > 0);
            return null;
        });
        Race.run(all);

        Map<Long, Long> sizes = new TreeMap<>();
        for (RevocationList list : lists) {
            sizes.merge(list.revision(), chains(list), (one, other) -> {
                assertThat(one).as("two lists of one revision").isEqualTo(other);
                return one;
            });
        }
        assertThat(new ArrayList<>(sizes.values())).isSorted();
        assertThat(lists).extracting(RevocationList::revision).isSorted();
    }

    @Test
    public final void pages_hold_every_entry_once_with_its_end_and_nothing_that_is_over() throws Exception {
        RevocationStore store = store();
        List<RevocationEntry> entries = List.of(
                new RevocationEntry(TOKEN, Optional.of(END)),
                new RevocationEntry(
                        new Revocation.OfToken(new IssuerName("other"), "~\"\\/ \u00eb\ud83d\udd11"), FOR_EVER),
                new RevocationEntry(new Revocation.OfChain("txn-1"), FOR_EVER),
                new RevocationEntry(new Revocation.OfChain("txn-11"), Optional.of(END)),
                new RevocationEntry(new Revocation.OfService(ORDERS), FOR_EVER));
        for (RevocationEntry entry : entries) {
            store.add(entry.revocation(), entry.until());
        }
        store.add(new Revocation.OfChain("over"), Optional.of(START));

        for (int most : new int[] {1, 2, 3, 5, 6, 100}) {
            assertThat(pages(store, most)).as("pages of %d", most).containsExactlyInAnyOrderElementsOf(entries);
        }
        assertThat(pages(store, 2)).isEqualTo(pages(store, 3));
        assertThat(store.page(Optional.of("\uffff"), 5).entries()).isEmpty();
    }

    private static List<RevocationEntry> pages(RevocationStore store, int most) throws Exception {
        List<RevocationEntry> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            RevocationStore.Page page = store.page(after, most);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(most);
            all.addAll(page.entries());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    @Test
    public final void a_list_that_was_read_stays_as_it_was() throws Exception {
        RevocationStore store = store();
        store.add(TOKEN, Optional.of(END));
        RevocationList before = store.read();
        store.add(new Revocation.OfChain("txn-1"), FOR_EVER);
        store.add(new Revocation.OfService(ORDERS), FOR_EVER);

        assertThat(before.hasToken("cordon", "jti-1")).isTrue();
        assertThat(before.hasChain("txn-1")).isFalse();
        assertThat(before.hasService("orders-api")).isFalse();
        assertThat(store.read().hasChain("txn-1")).isTrue();
    }

    @Test
    public final void many_that_are_over_are_forgotten_in_the_end() throws Exception {
        RevocationStore store = store();
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String own = "txn-" + i + "-";
            writers.add(() -> {
                for (int round = 0; round < overOfEach(); round++) {
                    store.add(new Revocation.OfChain(own + round), Optional.of(END));
                }
                return null;
            });
        }
        Race.run(writers);
        store.add(TOKEN, FOR_EVER);
        assertThat(store.read().size()).isEqualTo(THREADS * overOfEach() + 1);
        now.set(END);
        for (int i = 0; i < 10; i++) {
            store.read();
        }

        assertThat(store.read().size()).isEqualTo(1);
        assertThat(hasToken(store)).isTrue();
        assertThat(pages(store, 100)).hasSize(1);
    }

    private static long chains(RevocationList list) {
        long found = 0;
        for (int i = 0; i < 80; i++) {
            found += list.hasChain("txn-" + i / 20 + "-" + i % 20) ? 1 : 0;
        }
        return found;
    }
}
