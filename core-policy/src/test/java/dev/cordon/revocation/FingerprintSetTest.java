package dev.cordon.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.token.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fingerprints by the million, against a map that holds the same. */
final class FingerprintSetTest {

    private static final int ROUNDS = Boolean.getBoolean("cordon.full") ? 2_000 : 100;
    private static final int STEPS = 60;
    private static final long START = 1_764_000_000L;
    private static final List<Fingerprint> PRINTS =
            IntStream.range(0, 1 << 11).mapToObj(FingerprintSetTest::uneven).toList();

    @Test
    void a_set_is_a_map_that_forgets_nothing_too_early() {
        long seed = Long.getLong("cordon.seed", new SplittableRandom().nextLong());
        for (int round = 0; round < ROUNDS; round++) {
            check(new SplittableRandom(seed + round), "seed " + (seed + round));
        }
    }

    private static void check(SplittableRandom random, String about) {
        FingerprintSet set = FingerprintSet.EMPTY;
        Map<Fingerprint, Instant> model = new HashMap<>();
        Instant now = Instant.ofEpochSecond(START);
        int names = 1 << random.nextInt(1, 12);
        for (int step = 0; step < STEPS; step++) {
            now = now.plusSeconds(random.nextInt(4));
            List<Fingerprint> added = new ArrayList<>();
            List<Optional<Instant>> ends = new ArrayList<>();
            for (int i = random.nextInt(1 << random.nextInt(8)); i > 0; i--) {
                added.add(print(random.nextInt(names)));
                ends.add(end(random, now));
                model.merge(
                        added.get(added.size() - 1),
                        ends.get(ends.size() - 1).orElse(Instant.MAX),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
            set = set.with(added, seconds(ends), now);
            compare(set, model, now, names, about);
        }
    }

    private static void compare(
            FingerprintSet set, Map<Fingerprint, Instant> model, Instant now, int names, String about) {
        int live = 0;
        for (int i = 0; i < names; i++) {
            Instant end = model.get(print(i));
            boolean found = set.contains(print(i));
            if (end == null) {
                assertThat(found).as("%s: %d was never added", about, i).isFalse();
            } else if (end.isAfter(now)) {
                assertThat(found)
                        .as("%s: %d until %s at %s", about, i, end, now)
                        .isTrue();
                live++;
            }
        }
        assertThat(set.runs()).as(about).isLessThanOrEqualTo(4);
        assertThat(set.size()).as(about).isGreaterThanOrEqualTo(live);
    }

    private static Optional<Instant> end(SplittableRandom random, Instant now) {
        return switch (random.nextInt(8)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(now.minusSeconds(1));
            case 2 -> Optional.of(Instant.ofEpochSecond(1L << 40));
            default -> Optional.of(now.plusSeconds(random.nextInt(40)).plusNanos(random.nextInt(2)));
        };
    }

    private static Fingerprint print(int i) {
        return i < PRINTS.size() ? PRINTS.get(i) : uneven(i);
    }

    /** Every third has the first bits of another one, so that buckets are uneven. */
    private static Fingerprint uneven(int i) {
        Fingerprint own = Fingerprint.ofChain("txn-" + i);
        return i % 3 == 0 ? new Fingerprint(Fingerprint.ofChain("same").high(), own.low()) : own;
    }

    @Test
    void halves_of_two_fingerprints_are_no_fingerprint() {
        Fingerprint one = print(1);
        Fingerprint other = print(2);
        FingerprintSet set = with(FingerprintSet.EMPTY, List.of(one, other), Optional.empty(), START);

        assertThat(set.contains(one)).isTrue();
        assertThat(set.contains(new Fingerprint(one.high(), other.low()))).isFalse();
        assertThat(set.contains(new Fingerprint(other.high(), one.low()))).isFalse();
        assertThat(set.contains(new Fingerprint(-1, -1))).isFalse();
        assertThat(set.contains(new Fingerprint(0, 0))).isFalse();
    }

    @Test
    void one_that_is_taken_out_leaves_all_others() {
        FingerprintSet set = with(FingerprintSet.EMPTY, prints(0, 1_000), Optional.empty(), START);
        set = with(set, prints(990, 1_010), Optional.of(Instant.ofEpochSecond(START + 10)), START);
        for (int i = 0; i < 1_010; i += 3) {
            set = set.without(Fingerprint.ofChain("txn-" + i));
        }

        for (int i = 0; i < 1_010; i++) {
            assertThat(set.contains(Fingerprint.ofChain("txn-" + i)))
                    .as("%d", i)
                    .isEqualTo(i % 3 != 0);
        }
        assertThat(set.without(Fingerprint.ofChain("another")).size()).isEqualTo(set.size());
    }

    @Test
    void what_is_taken_out_of_a_set_stays_in_the_set_that_was_there_before() {
        FingerprintSet before = with(FingerprintSet.EMPTY, prints(0, 100), Optional.empty(), START);
        FingerprintSet after = before.without(Fingerprint.ofChain("txn-7"));
        FingerprintSet remade = with(before, prints(100, 200), Optional.empty(), START);

        assertThat(after.contains(Fingerprint.ofChain("txn-7"))).isFalse();
        assertThat(remade.contains(Fingerprint.ofChain("txn-7"))).isTrue();
        assertThat(remade.size()).isEqualTo(200);
    }

    @Test
    void an_entry_takes_20_bytes_and_about_eight_of_them_share_4_more() {
        FingerprintSet set = with(FingerprintSet.EMPTY, prints(0, 100_000), Optional.empty(), START);
        assertThat(set.bytes() - 20L * 100_000).isBetween(4L * 100_000 / 16, 4L * 100_000 / 4);
        FingerprintSet more = with(set, prints(100_000, 101_000), Optional.empty(), START);

        assertThat(more.runs()).isEqualTo(2);
        assertThat(more.bytes()).isGreaterThanOrEqualTo(set.bytes() + 20L * 1_000);
    }

    @Test
    void few_that_are_added_to_many_leave_these_where_they_are() {
        FingerprintSet many = with(FingerprintSet.EMPTY, prints(0, 100_000), Optional.empty(), START);
        FingerprintSet more = many;
        for (int i = 0; i < 200; i++) {
            more = with(more, prints(100_000 + i, 100_001 + i), Optional.empty(), START);
        }

        assertThat(more.isLike(many)).isTrue();
        assertThat(more.size()).isEqualTo(100_200);
        assertThat(many.contains(print(100_001))).isFalse();
        assertThat(more.isLike(with(FingerprintSet.EMPTY, prints(0, 100_000), Optional.empty(), START)))
                .as("a copy is another one")
                .isFalse();
    }

    @Test
    void what_is_over_is_left_out_once_it_is_a_quarter() {
        Instant end = Instant.ofEpochSecond(START + 10);
        FingerprintSet set = with(FingerprintSet.EMPTY, prints(0, 10_000), Optional.of(end), START);
        set = with(set, prints(10_000, 40_000), Optional.empty(), START);

        assertThat(with(set, List.of(), Optional.empty(), START + 9).size()).isEqualTo(40_000);
        assertThat(with(set, List.of(), Optional.empty(), START + 10).size()).isBetween(30_000, 40_000);
        set = with(set, prints(40_000, 50_000), Optional.of(end), START);
        assertThat(with(set, List.of(), Optional.empty(), START + 10).size()).isEqualTo(30_000);
    }

    @Test
    void what_is_added_again_is_there_once() {
        FingerprintSet set = with(FingerprintSet.EMPTY, prints(0, 1_000), Optional.empty(), START);
        set = with(set, prints(500, 1_500), Optional.empty(), START);

        assertThat(set.size()).isEqualTo(1_500);
        assertThat(set.runs()).isEqualTo(1);
        assertThat(set.contains(new Fingerprint(0, 0))).isFalse();
    }

    @Test
    void one_of_many_that_is_over_makes_nothing_anew() {
        FingerprintSet set = with(FingerprintSet.EMPTY, prints(0, 1_000), Optional.empty(), START);
        set = with(set, prints(1_000, 1_100), Optional.of(Instant.ofEpochSecond(START + 1)), START);

        assertThat(set.runs()).isEqualTo(1);
        assertThat(with(set, List.of(), Optional.empty(), START + 2).isLike(set))
                .isTrue();
    }

    @Test
    void nothing_is_over_in_the_last_second_that_can_be_written_down() {
        Instant last = Instant.ofEpochSecond(0xFFFF_FFFFL);
        FingerprintSet set = with(FingerprintSet.EMPTY, prints(0, 1), Optional.of(last), START);

        assertThat(with(set, List.of(), Optional.empty(), 0xFFFF_FFFFL + 1).size())
                .isEqualTo(1);
        for (Instant past : List.of(Instant.EPOCH, Instant.EPOCH.minusSeconds(1))) {
            assertThat(with(FingerprintSet.EMPTY, prints(0, 1), Optional.of(past), START)
                            .size())
                    .isZero();
        }
        assertThat(with(FingerprintSet.EMPTY, prints(0, 1), Optional.empty(), 0xFFFF_FFFFL + 1)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void an_end_after_the_year_2038_is_an_end() {
        Instant end = Instant.ofEpochSecond(0x8000_0007L);
        FingerprintSet set = with(FingerprintSet.EMPTY, prints(0, 100), Optional.of(end), START);

        assertThat(set.size()).isEqualTo(100);
        assertThat(with(set, List.of(), Optional.empty(), 0x8000_0006L).size()).isEqualTo(100);
        assertThat(with(set, List.of(), Optional.empty(), 0x8000_0007L).size()).isZero();
    }

    private static List<Fingerprint> prints(int from, int to) {
        List<Fingerprint> prints = new ArrayList<>();
        for (int i = from; i < to; i++) {
            prints.add(Fingerprint.ofChain("txn-" + i));
        }
        return prints;
    }

    private static List<OptionalLong> seconds(List<Optional<Instant>> ends) {
        Revocation any = new Revocation.OfChain("any");
        return ends.stream()
                .map(end -> new RevocationEntry(any, end).endSecond())
                .toList();
    }

    private static FingerprintSet with(
            FingerprintSet set, List<Fingerprint> added, Optional<Instant> end, long second) {
        return set.with(added, seconds(Collections.nCopies(added.size(), end)), Instant.ofEpochSecond(second));
    }
}
