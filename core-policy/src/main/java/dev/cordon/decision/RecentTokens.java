package dev.cordon.decision;

import dev.cordon.token.TokenHash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were seen most recently, bounded. Two generations: a token that is seen goes into the young one; when
 * that is full it becomes the old one, and the one before is forgotten. A look-up in the young one is a read of a hash
 * map and nothing else, which no cache that keeps an order or counts its hits can be. Safe for use by many threads.
 */
final class RecentTokens {

    private final int half;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    /** Told apart by identity. */
    private static final class Generations {
        final ConcurrentHashMap<TokenHash, TokenView> young;
        final Map<TokenHash, TokenView> old;

        Generations(ConcurrentHashMap<TokenHash, TokenView> young, Map<TokenHash, TokenView> old) {
            this.young = young;
            this.old = old;
        }
    }

    /**
     * An empty one.
     *
     * @param size how many tokens it holds at most; those seen within the last half as many others are certainly there
     */
    RecentTokens(int size) {
        half = Math.max(1, size / 2);
    }

    @Nullable
    TokenView find(TokenHash hash) {
        Generations now = generations;
        TokenView view = now.young.get(hash);
        if (view == null) {
            view = now.old.get(hash);
            if (view != null) {
                keep(hash, view);
            }
        }
        return view;
    }

    void keep(TokenHash hash, TokenView view) {
        Generations now = generations;
        if (now.young.size() >= half && !now.young.containsKey(hash)) {
            now = next(now);
        }
        now.young.put(hash, view);
    }

    /** One thread ends a generation; the others go on in the next one. */
    private synchronized Generations next(Generations full) {
        if (generations == full) {
            generations = new Generations(new ConcurrentHashMap<>(), full.young);
        }
        return generations;
    }
}
