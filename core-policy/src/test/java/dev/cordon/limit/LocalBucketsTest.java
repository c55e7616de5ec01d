package dev.cordon.limit;

final class LocalBucketsTest extends BucketStoreContract {

    @Override
    protected BucketStore store() {
        return new LocalBuckets();
    }
}
