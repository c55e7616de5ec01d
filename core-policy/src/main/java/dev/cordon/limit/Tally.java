package dev.cordon.limit;

/**
 * What came of a demand, by the bucket that limits it most: of a granted call the one with the fewest calls left, of a
 * refused one the one that it must wait for longest.
 *
 * @param bucket that bucket
 * @param remaining how many calls more it would grant at once; 0 where the call is refused
 * @param delay 0 where the call may go on; else the nanoseconds after which a call may be tried again
 * @param reset the nanoseconds until the bucket is full again, if nothing is taken from it
 */
public record Tally(Bucket bucket, long remaining, long delay, long reset) {

    /** @throws IllegalArgumentException where a number is negative, or the refusing bucket has calls left */
    public Tally {
        if (remaining < 0 || delay < 0 || reset < 0 || delay > 0 && remaining > 0) {
            throw new IllegalArgumentException("a tally has no negative numbers, and a refusing bucket nothing left");
        }
    }

    /** Whether the call may go on. */
    public boolean isGranted() {
        return delay == 0;
    }

    /** Of two tallies for one call, the one of the bucket that limits it more. */
    Tally or(Tally other) {
        if (delay != other.delay) {
            return delay > other.delay ? this : other;
        }
        return other.remaining < remaining ? other : this;
    }
}
