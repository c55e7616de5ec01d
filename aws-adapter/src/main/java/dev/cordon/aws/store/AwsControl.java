package dev.cordon.aws.store;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.cache.ApiCaches;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.Connections;
import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.host.ControlAccess;
import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.aws.store.identity.StsIdentities;
import dev.cordon.aws.store.inventory.AwsInventory;
import dev.cordon.aws.store.secret.ManagedSecrets;
import dev.cordon.aws.store.secret.SecretsManagerVault;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.aws.store.table.DynamoConnectionNotes;
import dev.cordon.issuance.IssuingKeys;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.lifecycle.ServiceCare;
import dev.cordon.lifecycle.ServiceInventory;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.ObjectStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** What the control plane's functions have of AWS, with region and credentials as {@link AwsStores} has them. */
public final class AwsControl implements ControlAccess {

    private final Clients clients;
    private final DynamoDbClient dynamoDb;

    /** @throws IllegalArgumentException where {@code AWS_REGION} is missing, which Lambda always sets */
    public AwsControl() {
        this(AwsStores.ofFunction());
    }

    AwsControl(Clients clients) {
        this.clients = clients;
        this.dynamoDb = clients.dynamoDb(Patience.CONTROL);
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
    public Kept kept(String table, String heads, SecretsSettings secrets, InstantSource clock) {
        ControlStores stores = ControlStores.of(dynamoDb, table, Optional.of(heads), clock, new SplittableRandom());
        return new Kept(
                new ServiceCare.Stores(
                        stores.registry(),
                        stores.credentials(),
                        stores.rotations(),
                        new SecretsManagerVault(clients.secretsManager(Patience.CONTROL), stores.secrets(), secrets),
                        stores.revocations(),
                        stores.apiKeys()),
                stores.tokens(),
                stores.statuses(),
                stores.proofs(),
                stores.flushes(),
                stores.sweeps());
    }

    @Override
    public ApiCaches caches(Optional<URI> endpoint) {
        return new GatewayCaches(requests(), clients.region(), endpoint);
    }

    @Override
    public Connections connections(Optional<URI> endpoint) {
        return new GatewayConnections(requests(), clients.region(), endpoint);
    }

    @Override
    public ConnectionNotes connectionNotes(String table) {
        return new DynamoConnectionNotes(dynamoDb, table);
    }

    private SignedRequests requests() {
        return new SignedRequests(http(), clients.credentials());
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Patience.CONTROL.connect())
                .socketTimeout(Patience.CONTROL.silence())
                .build();
    }

    @Override
    public ServiceInventory inventory(BridgeRules rules, String account, Optional<URI> endpoint) {
        return new AwsInventory(requests(), rules, account, endpoint, AwsControl::pause);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public RotatedSecrets rotatedSecrets() {
        return new ManagedSecrets(clients.secretsManager(Patience.CONTROL));
    }

    @Override
    public PlatformIdentities platforms(Set<String> regions, Optional<URI> endpoint) {
        return StsIdentities.over(http(), endpoint, regions);
    }

    @Override
    public IssuingKeys keys(String issuer, List<String> keys) {
        KmsClient kms = clients.set(KmsClient.builder(), Patience.CONTROL).build();
        return KmsKeys.of(kms, issuer, keys, new SecureRandom());
    }
}
