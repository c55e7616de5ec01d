package dev.cordon.decision;

import dev.cordon.token.TokenHash;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were seen most recently, bounded. Two generations: a token that is seen goes into the young one; when
 * that is full it becomes the old one, and the one before is forgotten. A look-up in the young one reads a place and
 * the token that is there, and nothing else, which no cache that keeps an order or counts its hits can do, nor a map
 * with its nodes and keys. Safe for use by many threads.
 */
final class RecentTokens {

    private final int half;
    private volatile Generations generations;

    /** Told apart by identity. */
    private static final class Generations {
        final Generation young;
        final Generation old;

        Generations(Generation young, Generation old) {
            this.young = young;
            this.old = old;
        }
    }

    /** Tokens by their hash: open addressing, at most a quarter full, and nothing is ever taken out. */
    private static final class Generation {

        private final int most;
        private final AtomicReferenceArray<TokenView> places;
        private final AtomicInteger count = new AtomicInteger();

        /** @param most how many it takes, and one more for each thread that adds one at the same time */
        Generation(int most) {
            this.most = most;
            places = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(64, most * 8 - 1)));
        }

        @Nullable
        TokenView find(TokenHash hash) {
            int place = hash.hashCode() & places.length() - 1;
            TokenView view = places.get(place);
            while (view != null && !view.isOf(hash)) {
                place = place + 1 & places.length() - 1;
                view = places.get(place);
            }
            return view;
        }

        /** False where it is full and does not have the token. */
        boolean keep(TokenView view) {
            int place = view.placeHint() & places.length() - 1;
            while (true) {
                TokenView there = places.get(place);
                if (there == null && count.get() >= most) {
                    return false;
                } else if (there != null && !there.hasHashOf(view)) {
                    place = place + 1 & places.length() - 1;
                } else if (places.compareAndSet(place, there, view)) {
                    if (there == null) {
                        count.incrementAndGet();
                    }
                    return true;
                }
            }
        }
    }

    /**
     * An empty one.
     *
     * @param size how many tokens it holds at most; those seen within the last half as many others are certainly there
     */
    RecentTokens(int size) {
        half = Math.max(1, size / 2);
        generations = new Generations(new Generation(half), new Generation(0));
    }

    @Nullable
    TokenView find(TokenHash hash) {
        Generations now = generations;
        TokenView view = now.young.find(hash);
        if (view == null) {
            view = now.old.find(hash);
            if (view != null) {
                keep(view);
            }
        }
        return view;
    }

    void keep(TokenView view) {
        Generations now = generations;
        while (!now.young.keep(view)) {
            now = next(now);
        }
    }

    /** One thread ends a generation; the others go on in the next one. */
    private synchronized Generations next(Generations full) {
        if (generations == full) {
            generations = new Generations(new Generation(half), full.young);
        }
        return generations;
    }
}
