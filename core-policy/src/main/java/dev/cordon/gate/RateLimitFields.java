package dev.cordon.gate;

import dev.cordon.limit.Bucket;
import dev.cordon.limit.Tally;

/**
 * What a caller is told of the rate that limits it most, as the structured fields {@code RateLimit-Policy} and
 * {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-11). The name of the policy is the kind of the bucket, never
 * the id of a flow or segment. The numbers are hints: many calls under way share what is left.
 *
 * @param policy {@code "flow";q=400;w=2}: how many calls may come at once, and the seconds in which as many come back
 * @param status {@code "flow";r=399;t=1}: how many may still come at once, and the seconds until all may again; after a
 *     refusal until one may, which is what {@code Retry-After} says
 */
public record RateLimitFields(String policy, String status) {

    private static final long SECOND = 1_000_000_000L;

    static RateLimitFields of(Tally tally) {
        Bucket bucket = tally.bucket();
        String name = "\"" + bucket.kind() + "\"";
        long seconds = tally.isGranted() ? tally.reset() : tally.delay();
        return new RateLimitFields(
                name + ";q=" + bucket.limit().burst() + ";w=" + roundUp(bucket.capacity()),
                name + ";r=" + tally.remaining() + ";t=" + roundUp(seconds));
    }

    /** Whole seconds, rounded up: who waits that long does not come too early. */
    static long roundUp(long nanos) {
        return nanos / SECOND + (nanos % SECOND == 0 ? 0 : 1);
    }
}
