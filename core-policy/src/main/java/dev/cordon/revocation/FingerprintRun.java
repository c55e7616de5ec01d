package dev.cordon.revocation;

import dev.cordon.token.Fingerprint;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Fingerprints in buckets by their first bits, about eight in each, with the second at which each is over: 20 bytes an
 * entry and 4 bytes a bucket, in three arrays. A hash is evenly spread, so buckets are, too. Immutable.
 */
final class FingerprintRun {

    /** How many are compared in a look-up, about. */
    private static final int BUCKET = 8;

    /** The last second that 32 bits hold, in the year 2106, stands for never. */
    private static final int NEVER = -1;

    /** Enough to tell when a quarter is over, about. */
    private static final int SAMPLE = 1024;

    /** First and second half of each, one after the other. */
    private final long[] words;
    /** Seconds since the epoch, unsigned. */
    private final int[] ends;
    /** Where each bucket begins, and the end of the last one. */
    private final int[] starts;
    /** By how many bits the upper 63 are moved to find the bucket. */
    private final int shift;
    /** When about a quarter is over. */
    private final long due;

    private FingerprintRun(long[] words, int[] ends, int[] starts) {
        this.words = words;
        this.ends = ends;
        this.starts = starts;
        this.shift = shift(starts.length - 1);
        this.due = due(ends);
    }

    /**
     * One of a few, all in one bucket.
     *
     * @param ends the second from which on each is over; empty for never
     */
    static FingerprintRun of(List<Fingerprint> fingerprints, List<OptionalLong> ends) {
        int size = fingerprints.size();
        long[] words = new long[2 * size];
        int[] seconds = new int[size];
        for (int i = 0; i < size; i++) {
            words[2 * i] = fingerprints.get(i).high();
            words[2 * i + 1] = fingerprints.get(i).low();
            seconds[i] = second(ends.get(i));
        }
        return new FingerprintRun(words, seconds, new int[] {0, size});
    }

    /** What is in any of these, each once with its latest end, without what is over. */
    static FingerprintRun merged(List<FingerprintRun> parts, Instant now) {
        long second = now.getEpochSecond();
        int most = 0;
        for (FingerprintRun part : parts) {
            for (int end : part.ends) {
                most += isOver(end, second) ? 0 : 1;
            }
        }
        int[] starts = new int[buckets(most) + 1];
        int shift = shift(starts.length - 1);
        for (FingerprintRun part : parts) {
            for (int i = 0; i < part.ends.length; i++) {
                if (!isOver(part.ends[i], second)) {
                    starts[bucket(part.words[2 * i], shift) + 1]++;
                }
            }
        }
        for (int bucket = 1; bucket < starts.length; bucket++) {
            starts[bucket] += starts[bucket - 1];
        }
        return filled(parts, starts, second);
    }

    private static FingerprintRun filled(List<FingerprintRun> parts, int[] starts, long second) {
        int[] next = Arrays.copyOf(starts, starts.length - 1);
        int most = starts[next.length];
        FingerprintRun filled = new FingerprintRun(new long[2 * most], new int[most], starts);
        for (FingerprintRun part : parts) {
            for (int i = 0; i < part.ends.length; i++) {
                long high = part.words[2 * i];
                if (!isOver(part.ends[i], second)) {
                    int bucket = bucket(high, filled.shift);
                    boolean fresh = filled.put(high, part.words[2 * i + 1], part.ends[i], next[bucket]);
                    next[bucket] += fresh ? 1 : 0;
                }
            }
        }
        return filled.closedUp(next);
    }

    /** Puts one at a place, or lengthens the one that is in its bucket already; whether it was put. */
    private boolean put(long high, long low, int end, int place) {
        int known = find(high, low, starts[bucket(high, shift)], place);
        if (known >= 0) {
            ends[known] = Integer.compareUnsigned(end, ends[known]) > 0 ? end : ends[known];
            return false;
        }
        words[2 * place] = high;
        words[2 * place + 1] = low;
        ends[place] = end;
        return true;
    }

    /** The same without the gaps at the ends of buckets. */
    private FingerprintRun closedUp(int[] next) {
        int[] closed = new int[starts.length];
        for (int bucket = 0; bucket < next.length; bucket++) {
            closed[bucket + 1] = closed[bucket] + next[bucket] - starts[bucket];
        }
        int size = closed[next.length];
        if (size == ends.length) {
            return new FingerprintRun(words, ends, starts);
        }
        long[] moved = new long[2 * size];
        int[] movedEnds = new int[size];
        for (int bucket = 0; bucket < next.length; bucket++) {
            int count = closed[bucket + 1] - closed[bucket];
            System.arraycopy(words, 2 * starts[bucket], moved, 2 * closed[bucket], 2 * count);
            System.arraycopy(ends, starts[bucket], movedEnds, closed[bucket], count);
        }
        return new FingerprintRun(moved, movedEnds, closed);
    }

    boolean contains(long high, long low) {
        return find(high, low) >= 0;
    }

    /** The same but for one that is in it. */
    FingerprintRun without(long high, long low) {
        int[] others = ends.clone();
        others[find(high, low)] = 0;
        return merged(List.of(new FingerprintRun(words, others, starts)), Instant.EPOCH);
    }

    private int find(long high, long low) {
        int bucket = bucket(high, shift);
        return find(high, low, starts[bucket], starts[bucket + 1]);
    }

    private int find(long high, long low, int from, int to) {
        for (int i = from; i < to; i++) {
            if (words[2 * i] == high && words[2 * i + 1] == low) {
                return i;
            }
        }
        return -1;
    }

    int size() {
        return ends.length;
    }

    /** What its arrays take, in bytes. */
    long bytes() {
        return 8L * words.length + 4L * ends.length + 4L * starts.length;
    }

    /** Whether about a quarter is over, so that it is time to leave that out. */
    boolean isDue(Instant now) {
        return now.getEpochSecond() >= due;
    }

    private static int buckets(int size) {
        return Math.max(1, Integer.highestOneBit(Math.max(1, size - 1) / BUCKET * 2));
    }

    /** The upper bit goes first, since nothing is moved by 64. */
    private static int bucket(long high, int shift) {
        return (int) (high >>> 1 >>> shift);
    }

    private static int shift(int buckets) {
        return 63 - Integer.numberOfTrailingZeros(buckets);
    }

    private static int second(OptionalLong end) {
        return end.isEmpty() ? NEVER : (int) Math.min(Math.max(end.getAsLong(), 0), Integer.toUnsignedLong(NEVER));
    }

    private static boolean isOver(int end, long second) {
        return end != NEVER && second >= Integer.toUnsignedLong(end);
    }

    /** Neighbours have nothing in common but the first bits of a hash: the first ones are a sample of all. */
    private static long due(int[] ends) {
        long[] sample = new long[Math.min(ends.length, SAMPLE)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = ends[i] == NEVER ? Long.MAX_VALUE : Integer.toUnsignedLong(ends[i]);
        }
        Arrays.sort(sample);
        return sample.length == 0 ? Long.MAX_VALUE : sample[(sample.length - 1) / 4];
    }
}
