package dev.cordon.aws.store.table;

import dev.cordon.entry.BucketText;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.limit.Bucket;
import dev.cordon.limit.BucketState;
import dev.cordon.limit.BucketStore;
import dev.cordon.limit.CounterStoreUnavailableException;
import dev.cordon.publication.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** Each bucket in a partition of its own, since many points write to one; forgotten when it has long been full. */
final class DynamoBucketStore implements BucketStore {

    private static final String BUCKET = "bucket/";
    private static final long SECOND = 1_000_000_000L;

    /** So many seconds a bucket is kept that is full: nobody needs it. */
    private static final long KEPT = 3_600;

    private final ControlTable table;

    DynamoBucketStore(ControlTable table) {
        this.table = table;
    }

    @Override
    public Optional<BucketState> read(Bucket bucket) throws CounterStoreUnavailableException {
        return run(() -> table.get(key(bucket)).map(BucketText::read));
    }

    /** One state has one text, so that what was read need not be read once more. */
    @Override
    public boolean replace(Bucket bucket, Optional<BucketState> known, BucketState next)
            throws CounterStoreUnavailableException {
        Change put = Change.put(key(bucket), BucketText.write(next))
                .ifStill(known.map(BucketText::write))
                .until(next.fullAt() / SECOND + KEPT);
        return run(() -> table.write(List.of(put)));
    }

    private static Key key(Bucket bucket) {
        return new Key(BUCKET + Key.digest(BucketText.key(bucket)), "state");
    }

    private static <T> T run(Work<T> work) throws CounterStoreUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new CounterStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
