package dev.cordon.limit;

import java.util.Optional;

/** Where the buckets are kept that several enforcement points share. Safe for use by many threads. */
public interface BucketStore {

    /**
     * A bucket as it is now: strongly consistent.
     *
     * @return empty where nothing was counted yet, or it was forgotten because it has long been full
     * @throws CounterStoreUnavailableException where the store does not answer in time, or answers what is no state
     */
    Optional<BucketState> read(Bucket bucket) throws CounterStoreUnavailableException;

    /**
     * Replaces a bucket's state if it still is as the caller read it, in one atomic step. A state is all that there is
     * to know of a bucket, so that one that has come back does no harm.
     *
     * @param known the state that was read; empty to make the first one
     * @return whether it was replaced; false where it is another one by now
     * @throws CounterStoreUnavailableException where the store does not answer in time: it may or may not have been
     *     replaced
     */
    boolean replace(Bucket bucket, Optional<BucketState> known, BucketState next)
            throws CounterStoreUnavailableException;
}
