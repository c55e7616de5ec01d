package dev.cordon.aws.host;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.cache.ApiCaches;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.Connections;
import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.secret.ManagedSecrets;
import dev.cordon.aws.store.secret.SecretsManagerVault;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.issuance.IssuingKeys;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.lifecycle.ServiceCare;
import dev.cordon.lifecycle.ServiceInventory;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.ObjectStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What is had of AWS, with other stores in place of some. */
record Replaced(ControlAccess real, Heads head, Keeping keeping, RotatedSecrets rotatedSecrets)
        implements ControlAccess {

    /** Where heads are. */
    interface Heads {
        HeadStore of(String table);
    }

    /** Where the rest is kept. */
    interface Keeping {
        Kept kept(String table, String heads, SecretsSettings secrets, InstantSource clock);
    }

    /** With other secrets. */
    Replaced(ControlAccess real, RotatedSecrets rotatedSecrets) {
        this(real, real::heads, real::kept, rotatedSecrets);
    }

    /** With all that is in DynamoDB and Secrets Manager reached by those clients. */
    static Replaced by(ControlAccess real, DynamoDbClient dynamoDb, SecretsManagerClient secretsManager) {
        return new Replaced(
                real,
                table -> AwsBench.heads(dynamoDb, table),
                (table, heads, secrets, clock) -> kept(
                        ControlStores.of(dynamoDb, table, Optional.of(heads), clock, new Random(1)),
                        secretsManager,
                        secrets),
                new ManagedSecrets(secretsManager));
    }

    private static Kept kept(ControlStores stores, SecretsManagerClient secretsManager, SecretsSettings secrets) {
        return new Kept(
                new ServiceCare.Stores(
                        stores.registry(),
                        stores.credentials(),
                        stores.rotations(),
                        new SecretsManagerVault(secretsManager, stores.secrets(), secrets),
                        stores.revocations(),
                        stores.apiKeys()),
                stores.tokens(),
                stores.statuses(),
                stores.proofs(),
                stores.flushes(),
                stores.sweeps());
    }

    @Override
    public ObjectStore objects(String bucket, String prefix) {
        return real.objects(bucket, prefix);
    }

    @Override
    public HeadStore heads(String table) {
        return head.of(table);
    }

    @Override
    public Kept kept(String table, String heads, SecretsSettings secrets, InstantSource clock) {
        return keeping.kept(table, heads, secrets, clock);
    }

    @Override
    public IssuingKeys keys(String issuer, List<String> keys) {
        return real.keys(issuer, keys);
    }

    @Override
    public ApiCaches caches(Optional<URI> endpoint) {
        return real.caches(endpoint);
    }

    @Override
    public Connections connections(Optional<URI> endpoint) {
        return real.connections(endpoint);
    }

    @Override
    public ConnectionNotes connectionNotes(String table) {
        return real.connectionNotes(table);
    }

    @Override
    public ServiceInventory inventory(BridgeRules rules, String account, Optional<URI> endpoint) {
        return real.inventory(rules, account, endpoint);
    }

    @Override
    public PlatformIdentities platforms(Set<String> regions, Optional<URI> endpoint) {
        return real.platforms(regions, endpoint);
    }
}
