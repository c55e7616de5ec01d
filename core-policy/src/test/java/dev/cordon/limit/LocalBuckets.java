package dev.cordon.limit;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Shared buckets in memory. */
final class LocalBuckets implements BucketStore {

    private final ConcurrentMap<Bucket, BucketState> states = new ConcurrentHashMap<>();

    @Override
    public Optional<BucketState> read(Bucket bucket) {
        return Optional.ofNullable(states.get(bucket));
    }

    @Override
    public boolean replace(Bucket bucket, Optional<BucketState> known, BucketState next) {
        return known.isEmpty() ? states.putIfAbsent(bucket, next) == null : states.replace(bucket, known.get(), next);
    }
}
