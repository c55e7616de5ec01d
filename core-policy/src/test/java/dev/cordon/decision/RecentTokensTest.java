package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.reference.Shop;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenHash;
import dev.cordon.token.VerifiedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RecentTokensTest {

    private static final VerifiedToken TOKEN =
            TestTokens.segment("cordon", "web", "api").verified();
    private static final CompiledPolicy POLICY = CompiledPolicy.of(Shop.policy());

    private final RecentTokens recent = new RecentTokens(10);

    private static TokenHash hash(int number) {
        return new TokenHash(number, 0, 0, number);
    }

    private static TokenView view(int number) {
        return new TokenView(hash(number), TOKEN, POLICY, "keys");
    }

    private long held(RecentTokens tokens, int upTo) {
        // looking for one that is held would keep it: so from the latest on, and each only once
        return IntStream.rangeClosed(1, upTo)
                .map(i -> upTo + 1 - i)
                .filter(i -> tokens.find(hash(i)) != null)
                .count();
    }

    @Test
    void what_was_kept_is_found_and_nothing_else() {
        TokenView kept = view(1);
        recent.keep(kept);

        assertThat(recent.find(hash(1))).isSameAs(kept);
        assertThat(recent.find(hash(2))).isNull();
        assertThat(recent.find(new TokenHash(1, 0, 0, 2))).isNull();
    }

    @Test
    void tokens_whose_hashes_begin_alike_are_told_apart() {
        TokenView one = new TokenView(new TokenHash(7, 0, 0, 1), TOKEN, POLICY, "keys");
        TokenView other = new TokenView(new TokenHash(7, 0, 0, 2), TOKEN, POLICY, "keys");
        recent.keep(one);
        recent.keep(other);

        assertThat(recent.find(new TokenHash(7, 0, 0, 1))).isSameAs(one);
        assertThat(recent.find(new TokenHash(7, 0, 0, 2))).isSameAs(other);
        assertThat(recent.find(new TokenHash(7, 0, 1, 1))).isNull();
    }

    @Test
    void tokens_whose_hashes_differ_in_one_word_only_are_told_apart() {
        // all at one place: of the first word, the place is made of the lower half
        List<TokenHash> hashes = List.of(
                new TokenHash(7, 0, 0, 0),
                new TokenHash(7 + (1L << 32), 0, 0, 0),
                new TokenHash(7, 1, 0, 0),
                new TokenHash(7, 0, 1, 0),
                new TokenHash(7, 0, 0, 1));
        List<TokenView> views = hashes.stream()
                .map(hash -> new TokenView(hash, TOKEN, POLICY, "keys"))
                .toList();
        for (int i = 0; i < 5; i++) {
            assertThat(recent.find(hashes.get(i)))
                    .as("before it is kept: %s", hashes.get(i))
                    .isNull();
            recent.keep(views.get(i));
        }

        for (int i = 0; i < 5; i++) {
            assertThat(recent.find(hashes.get(i))).as("%s", hashes.get(i)).isSameAs(views.get(i));
        }
    }

    @Test
    void the_later_view_of_a_token_takes_the_place_of_the_earlier() {
        TokenView later = view(1);
        recent.keep(view(1));
        recent.keep(later);

        assertThat(recent.find(hash(1))).isSameAs(later);
    }

    @Test
    void the_latest_half_is_there_and_never_more_than_the_size() {
        for (int i = 1; i <= 1000; i++) {
            recent.keep(view(i));
        }

        for (int i = 996; i <= 1000; i++) {
            assertThat(recent.find(hash(i))).as("%d", i).isNotNull();
        }
        assertThat(held(recent, 1000)).isBetween(5L, 10L);
    }

    @Test
    void what_is_looked_up_now_and_then_stays() {
        recent.keep(view(0));
        for (int i = 1; i <= 1000; i++) {
            recent.keep(view(i));
            if (i % 4 == 0) {
                assertThat(recent.find(hash(0))).as("after %d", i).isNotNull();
            }
        }
    }

    @Test
    void to_keep_one_again_ends_no_generation() {
        for (int i = 1; i <= 5; i++) {
            recent.keep(view(i));
        }
        for (int i = 0; i < 1000; i++) {
            recent.keep(view(5));
        }

        assertThat(recent.find(hash(1))).isNotNull();
    }

    @Test
    void the_smallest_holds_the_last() {
        RecentTokens one = new RecentTokens(1);
        one.keep(view(1));
        one.keep(view(2));
        one.keep(view(3));

        assertThat(one.find(hash(3))).isNotNull();
        assertThat(one.find(hash(1))).isNull();
    }

    @Test
    void many_threads_together_keep_no_more_than_the_size_and_one_each() throws Exception {
        RecentTokens shared = new RecentTokens(1000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int first = t * 20_000;
                work.add(() -> {
                    for (int i = first; i < first + 20_000; i++) {
                        shared.keep(view(i));
                        shared.find(hash(i - 300));
                    }
                    return true;
                });
            }
            for (Future<Boolean> one : threads.invokeAll(work)) {
                assertThat(one.get()).isTrue();
            }
            assertThat(held(shared, 80_000)).isBetween(500L, 1008L);
        } finally {
            threads.shutdownNow();
        }
    }
}
