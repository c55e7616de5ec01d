package dev.cordon.aws.store;

import dev.cordon.aws.host.ControlAccess;
import dev.cordon.aws.host.Stores;
import dev.cordon.publication.HeadStore;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What stands in for AWS at an address: makes buckets and tables there, and puts things into them past the stores. */
public record AwsBench(URI endpoint) {

    /** A stand-in loads a service when it is first called, which takes a busy machine long. */
    private static final Patience SETTING_UP =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120), 1);

    private static final AtomicInteger NAMES = new AtomicInteger();

    Clients clients() {
        return clientsBy(endpoint);
    }

    /** Clients that reach it through another address. */
    static Clients clientsBy(URI address) {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("anyone", "anything"));
        return new Clients(Region.EU_WEST_1, credentials, false, Optional.of(address));
    }

    /** A new bucket. */
    public String bucket() {
        String name = "cordon-test-" + NAMES.incrementAndGet();
        try (S3Client s3 = clients().s3(SETTING_UP)) {
            s3.createBucket(bucket -> bucket.bucket(name)
                    .createBucketConfiguration(where -> where.locationConstraint(Region.EU_WEST_1.id())));
        }
        return name;
    }

    void put(String bucket, String key, byte[] bytes) {
        try (S3Client s3 = clients().s3(SETTING_UP)) {
            s3.putObject(object -> object.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
        }
    }

    /** A new table with the key that a head needs. */
    public String table() {
        return table(Map.of("id", KeyType.HASH));
    }

    /** A new table with the keys that what the control plane keeps needs. */
    public String controlTable() {
        return table(Map.of("kind", KeyType.HASH, "id", KeyType.RANGE));
    }

    /** A new table with the keys that what is noted of connections needs. */
    public String connectionsTable() {
        return table(Map.of("stage", KeyType.HASH, "connection", KeyType.RANGE));
    }

    private String table(Map<String, KeyType> keys) {
        String name = "cordon-test-" + NAMES.incrementAndGet();
        try (DynamoDbClient dynamoDb = clients().dynamoDb(SETTING_UP)) {
            dynamoDb.createTable(table -> table.tableName(name)
                    .keySchema(keys.entrySet().stream()
                            .sorted(Map.Entry.comparingByValue())
                            .map(key -> KeySchemaElement.builder()
                                    .attributeName(key.getKey())
                                    .keyType(key.getValue())
                                    .build())
                            .toList())
                    .attributeDefinitions(keys.keySet().stream()
                            .map(key -> AttributeDefinition.builder()
                                    .attributeName(key)
                                    .attributeType(ScalarAttributeType.S)
                                    .build())
                            .toList())
                    .billingMode(BillingMode.PAY_PER_REQUEST));
        }
        return name;
    }

    /** The head in a table. */
    public HeadStore heads(String table) {
        return heads(dynamoDb(), table);
    }

    /** The head in a table, by a client. */
    public static HeadStore heads(DynamoDbClient client, String table) {
        return new DynamoHeadStore(client, table);
    }

    /** A client of a DynamoDB at another address, for somebody in a hurry. */
    public static DynamoDbClient dynamoDbBy(URI address) {
        return clientsBy(address)
                .dynamoDb(new Patience(Duration.ofSeconds(1), Duration.ofMillis(750), Duration.ofSeconds(3), 2));
    }

    /** A client of its DynamoDB, for somebody who can wait. */
    public DynamoDbClient dynamoDb() {
        return clients().dynamoDb(Patience.TERMINAL);
    }

    /** All of it that an authorizer has. */
    public Stores stores() {
        return new AwsStores(clients());
    }

    /** All of it, as the control plane's functions have it. */
    public ControlAccess control() {
        return new AwsControl(clients());
    }

    /** The same through another address. */
    public static ControlAccess controlBy(URI address) {
        return new AwsControl(clientsBy(address));
    }

    /** A client of its STS. */
    public StsClient sts() {
        return clients().set(StsClient.builder(), SETTING_UP).build();
    }

    /** A new key of KMS that signs. */
    public String signingKey() {
        try (KmsClient kms = clients().set(KmsClient.builder(), SETTING_UP).build()) {
            return kms.createKey(key -> key.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
                    .keyMetadata()
                    .arn();
        }
    }

    /** A client of its Secrets Manager, for somebody who can wait. */
    public SecretsManagerClient secretsManager() {
        return clients().secretsManager(Patience.TERMINAL);
    }

    /** A client of a Secrets Manager at another address, for somebody in a hurry. */
    public static SecretsManagerClient secretsManagerBy(URI address) {
        return clientsBy(address)
                .secretsManager(new Patience(Duration.ofSeconds(1), Duration.ofMillis(750), Duration.ofSeconds(3), 2));
    }

    /** Puts an item past the stores. */
    public void put(String table, Map<String, AttributeValue> item) {
        try (DynamoDbClient dynamoDb = clients().dynamoDb(SETTING_UP)) {
            dynamoDb.putItem(put -> put.tableName(table).item(item));
        }
    }
}
