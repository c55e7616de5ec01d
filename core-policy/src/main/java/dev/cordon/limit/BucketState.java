package dev.cordon.limit;

/**
 * The state of a shared bucket, by the generic cell rate algorithm. Instants are nanoseconds since 1970 by the shared
 * clock.
 *
 * <p>Calls may be given back only so that the bucket is then as if they had never been taken. Where it would have been
 * full in between, what would have flowed over must not come back. So the state has epochs: calls taken in one may be
 * given back in it, as long as all that is given back is no more than what was missing in the bucket at each of its
 * writes.
 *
 * @param at the instant of the last write; it only grows
 * @param fullAt when the bucket will be full again
 * @param epoch the number of the epoch; none is used twice
 * @param spare how many nanoseconds worth of calls may still be given back in this epoch
 * @param census which enforcement points use it
 */
public record BucketState(long at, long fullAt, long epoch, long spare, Census census) {

    /**
     * How many enforcement points wrote to the bucket lately. They are counted by spans of time as long as the limit's
     * period, for a point may call as seldom as that, and of a minute at least.
     *
     * @param span the number of the span that is counted, since 1970
     * @param points how many wrote to it in that span so far
     * @param before how many wrote to it in the span before
     */
    public record Census(long span, int points, int before) {

        private static final long SECOND = 1_000_000_000L;
        private static final long MINUTE = 60 * SECOND;

        /** @throws IllegalArgumentException where a number is negative */
        public Census {
            if (span < 0 || points < 0 || before < 0) {
                throw new IllegalArgumentException("a census has no negative numbers");
            }
        }

        private static long spanOf(Bucket bucket, long at) {
            return Math.max(0, at / Math.max(MINUTE, bucket.limit().per().seconds() * SECOND));
        }

        /** With one point more, where it was not counted in the span of that instant yet. */
        private Census with(long now, long countedIn) {
            if (now == span) {
                return countedIn == now ? this : new Census(span, points + 1, before);
            }
            return new Census(now, 1, now == span + 1 ? points : 0);
        }

        int lately() {
            return Math.max(points, before);
        }
    }

    /** @throws IllegalArgumentException where a number is negative */
    public BucketState {
        if (at < 0 || fullAt < 0 || epoch < 0 || spare < 0) {
            throw new IllegalArgumentException("a bucket's state has no negative numbers");
        }
    }

    /** A bucket that nothing was taken from. Its epoch is later than all of one that was forgotten. */
    static BucketState full(Bucket bucket, long now) {
        return new BucketState(now, now, now, Long.MAX_VALUE, new Census(Census.spanOf(bucket, now), 0, 0));
    }

    /** Whether a bucket of that limit can be in this state: it never owes more calls than it holds. */
    boolean fits(Bucket bucket) {
        return fullAt - at <= bucket.capacity();
    }

    /** The same at that instant, or as it was where that lies behind: what the next write begins with. */
    BucketState advanced(long now) {
        long later = Math.max(at, now);
        return fullAt <= later
                ? new BucketState(later, later, epoch + 1, Long.MAX_VALUE, census)
                : new BucketState(later, fullAt, epoch, Math.min(spare, fullAt - later), census);
    }

    /** How many calls can be taken. */
    long free(Bucket bucket) {
        return Math.max(0, (bucket.capacity() - (fullAt - at)) / bucket.interval());
    }

    /** The nanoseconds until a call can be taken; 0 where one can be. */
    long delay(Bucket bucket) {
        return Math.max(0, fullAt - at + bucket.interval() - bucket.capacity());
    }

    /** The nanoseconds until it is full, seen at that instant. */
    long reset(long now) {
        return Math.max(0, fullAt - Math.max(at, now));
    }

    /** After taking so many calls. */
    BucketState taking(Bucket bucket, long calls) {
        return new BucketState(at, fullAt + calls * bucket.interval(), epoch, spare, census);
    }

    /**
     * After giving back as many as may be given back of those calls that were taken in that epoch. Where none may, a
     * new epoch begins, so that what is taken from now on may be.
     */
    BucketState givingBack(Bucket bucket, long calls, long takenIn) {
        if (calls == 0 || takenIn != epoch) {
            return this;
        }
        long back = Math.min(calls, spare / bucket.interval()) * bucket.interval();
        return back == 0
                ? new BucketState(at, fullAt, epoch + 1, Long.MAX_VALUE, census)
                : new BucketState(at, fullAt - back, epoch, spare - back, census);
    }

    /** Written by a point that counted itself in that span last. */
    BucketState by(Bucket bucket, long countedIn) {
        return new BucketState(at, fullAt, epoch, spare, census.with(Census.spanOf(bucket, at), countedIn));
    }
}
