package dev.cordon.aws.host;

import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.LiveStores;
import dev.cordon.publication.ObjectStore;
import java.time.InstantSource;

/**
 * Where the function has its policy and keys from. Implemented by {@code dev.cordon.aws.store.AwsStores}, which is
 * loaded by name through its constructor without arguments: that needs no scan of the class path at a cold start.
 * Making one opens no connection.
 */
public interface Stores {

    /**
     * What is published.
     *
     * @param bucket the S3 bucket
     * @param prefix what the names of objects begin with; empty, or ending in a slash
     */
    ObjectStore objects(String bucket, String prefix);

    /**
     * What of it is current.
     *
     * @param table the DynamoDB table
     */
    HeadStore heads(String table);

    /**
     * Services as they live and what is revoked, read alone.
     *
     * @param table the DynamoDB table of the control plane
     * @param clock for what is over
     */
    LiveStores live(String table, InstantSource clock);

    /**
     * What is noted of connections.
     *
     * @param table the DynamoDB table
     */
    ConnectionNotes connections(String table);
}
