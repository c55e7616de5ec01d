package dev.cordon.revocation;

import dev.cordon.token.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Fingerprints by the million, immutable. Few more are added to many without copying these: they lie in runs, each at
 * least sixteen times as large as the next, so that there are about six at most, and a run is made anew only once a
 * sixteenth of it has come to it. What is over is left out when its run is made anew, and a run is made anew once about
 * a quarter of it is over.
 */
final class FingerprintSet {

    static final FingerprintSet EMPTY = new FingerprintSet(List.of());

    private static final long RATIO = 16;

    /** The largest first, none of them empty. */
    private final FingerprintRun[] runs;

    private FingerprintSet(List<FingerprintRun> runs) {
        this.runs = runs.toArray(FingerprintRun[]::new);
    }

    /**
     * These and some more, each once with its later end.
     *
     * @param ends the second from which on each of them is over; empty for never
     * @param now what is over by then may be left out
     */
    FingerprintSet with(List<Fingerprint> added, List<OptionalLong> ends, Instant now) {
        List<FingerprintRun> next = new ArrayList<>();
        for (FingerprintRun run : runs) {
            next.add(run.isDue(now) ? FingerprintRun.merged(List.of(run), now) : run);
        }
        next.add(FingerprintRun.merged(List.of(FingerprintRun.of(added, ends)), now));
        next.removeIf(run -> run.size() == 0);
        for (int i = next.size() - 1; i > 0; i--) {
            if (next.get(i - 1).size() < RATIO * next.get(i).size()) {
                next.set(i - 1, FingerprintRun.merged(List.of(next.get(i - 1), next.remove(i)), now));
            }
        }
        return new FingerprintSet(next);
    }

    /** These but for one. */
    FingerprintSet without(Fingerprint one) {
        List<FingerprintRun> next = new ArrayList<>();
        for (FingerprintRun run : runs) {
            next.add(run.contains(one.high(), one.low()) ? run.without(one.high(), one.low()) : run);
        }
        next.removeIf(run -> run.size() == 0);
        return new FingerprintSet(next);
    }

    boolean contains(Fingerprint fingerprint) {
        for (FingerprintRun run : runs) {
            if (run.contains(fingerprint.high(), fingerprint.low())) {
                return true;
            }
        }
        return false;
    }

    /** How many there are, about: what is in two runs counts twice. */
    int size() {
        int size = 0;
        for (FingerprintRun run : runs) {
            size += run.size();
        }
        return size;
    }

    /** What it takes in memory, in bytes, but for some objects around the arrays. */
    long bytes() {
        long bytes = 0;
        for (FingerprintRun run : runs) {
            bytes += run.bytes();
        }
        return bytes;
    }

    /** Whether the largest run of both is one and the same, not a copy. */
    boolean isLike(FingerprintSet other) {
        return runs.length > 0 && other.runs.length > 0 && runs[0] == other.runs[0];
    }

    int runs() {
        return runs.length;
    }
}
