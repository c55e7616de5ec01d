package dev.cordon.limit;

import java.util.List;

/**
 * The buckets of which one call takes one token each: all of them, or none.
 *
 * @param buckets at least one, in the order of their kinds, at most one of a kind
 */
public record Demand(List<Bucket> buckets) {

    /** @throws IllegalArgumentException where there is none, or they are in another order */
    public Demand {
        buckets = List.copyOf(buckets);
        if (buckets.isEmpty()) {
            throw new IllegalArgumentException("a demand names at least one bucket");
        }
        for (int i = 1; i < buckets.size(); i++) {
            if (buckets.get(i - 1).kind().compareTo(buckets.get(i).kind()) >= 0) {
                throw new IllegalArgumentException("buckets are in the order of their kinds, one of each");
            }
        }
    }
}
