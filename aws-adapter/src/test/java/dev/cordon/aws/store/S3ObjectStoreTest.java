package dev.cordon.aws.store;

import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.ObjectStoreContract;

final class S3ObjectStoreTest extends ObjectStoreContract {

    private static final String PREFIX = "shop/prod/";

    private final AwsBench bench = Moto.bench();
    private String bucket = "";

    @Override
    protected ObjectStore store() {
        bucket = bench.bucket();
        return new S3ObjectStore(bench.clients().s3(Patience.TERMINAL), bucket, PREFIX);
    }

    @Override
    protected void plant(String name, byte[] bytes) {
        bench.put(bucket, PREFIX + name, bytes);
    }

    /** moto checks the condition and writes in two steps, so that two writers may both pass. */
    @Override
    protected int writersAtOnce() {
        return 1;
    }
}
