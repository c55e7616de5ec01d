package dev.cordon.aws.store;

import dev.cordon.publication.ObjectStore;
import java.util.Optional;

/** What a function does first, as a process of its own: reads the head, then the bundle. */
final class LoadOnce {

    private LoadOnce() {}

    /** Bucket, prefix, table. */
    public static void main(String[] arguments) throws Exception {
        AwsStores stores = new AwsStores();
        System.out.println(stores.heads(arguments[2]).read());
        ObjectStore.Reading reading =
                stores.objects(arguments[0], arguments[1]).read(ObjectStore.BUNDLE, Optional.empty());
        System.out.println(reading.getClass().getSimpleName());
    }
}
