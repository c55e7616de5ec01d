package dev.cordon.aws.store;

import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.host.Stores;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.aws.store.table.DynamoConnectionNotes;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.LiveStores;
import dev.cordon.publication.ObjectStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The stores of a Lambda function. Region and credentials are those that Lambda puts into the environment; with
 * SnapStart, which would freeze the latter into its image, Lambda names an address to fetch them from instead. Nothing
 * else is asked: no profile file, no instance metadata.
 */
public final class AwsStores implements Stores {

    private final Clients clients;
    private final DynamoDbClient dynamoDb;

    /** @throws IllegalArgumentException where {@code AWS_REGION} is missing, which Lambda always sets */
    public AwsStores() {
        this(ofFunction());
    }

    /** Clients as every function has them. */
    static Clients ofFunction() {
        return new Clients(region(), credentials(), false, Optional.empty());
    }

    AwsStores(Clients clients) {
        this.clients = clients;
        this.dynamoDb = clients.dynamoDb(Patience.HEAD);
    }

    private static Region region() {
        try {
            return new SystemSettingsRegionProvider().getRegion();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException("`AWS_REGION` is missing: set it to the region of bucket and table", e);
        }
    }

    private static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.builder()
                .credentialsProviders(
                        EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create())
                .reuseLastProviderEnabled(true)
                .build();
    }

    @Override
    public ObjectStore objects(String bucket, String prefix) {
        return new S3ObjectStore(clients.s3(Patience.OBJECT), bucket, prefix);
    }

    @Override
    public HeadStore heads(String table) {
        return new DynamoHeadStore(dynamoDb, table);
    }

    @Override
    public LiveStores live(String table, InstantSource clock) {
        return ControlStores.live(dynamoDb, table, clock, new SplittableRandom());
    }

    @Override
    public ConnectionNotes connections(String table) {
        return new DynamoConnectionNotes(dynamoDb, table);
    }
}
