package dev.cordon.token;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Used proofs in the memory of one process. It never forgets a proof that could still be used: when it is full of such,
 * it refuses new ones, and their calls are denied. Size it for the calls with DPoP that come in
 * {@value DpopVerifier#LONGEST_AGE} seconds; an entry takes about 150 bytes.
 */
public final class LocalReplayStore implements ReplayStore {

    private final int capacity;
    private final Set<TokenHash> used = new HashSet<>();
    private final TreeMap<Long, List<TokenHash>> byEnd = new TreeMap<>();
    /** The second up to which proofs have been forgotten: the clock may go back, what is forgotten does not return. */
    private final AtomicLong forgotten = new AtomicLong(Long.MIN_VALUE);

    /**
     * An empty store.
     *
     * @param capacity how many proofs it holds at most, from 1
     */
    public LocalReplayStore(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a replay store holds at least one proof");
        }
        this.capacity = capacity;
    }

    @Override
    public Reach reach() {
        return Reach.INSTANCE;
    }

    @Override
    public synchronized boolean firstUse(ProofId proof, long now) throws ReplayStoreUnavailableException {
        forgetUntil(now);
        if (used.contains(proof.hash())) {
            return false;
        }
        if (proof.until() <= forgotten.get()) {
            throw new ReplayStoreUnavailableException("the proof is so old that its use may have been forgotten");
        }
        if (used.size() >= capacity) {
            throw new ReplayStoreUnavailableException(
                    "the replay store is full with " + capacity + " live proofs: make it larger or limit the callers");
        }
        used.add(proof.hash());
        byEnd.computeIfAbsent(proof.until(), end -> new ArrayList<>()).add(proof.hash());
        return true;
    }

    private void forgetUntil(long now) {
        forgotten.accumulateAndGet(now, Math::max);
        while (!byEnd.isEmpty() && byEnd.firstKey() <= now) {
            byEnd.pollFirstEntry().getValue().forEach(used::remove);
        }
    }
}
