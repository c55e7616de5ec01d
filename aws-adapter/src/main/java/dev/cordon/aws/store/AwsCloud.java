package dev.cordon.aws.store;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.store.secret.SecretsManagerVault;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.cloud.Cloud;
import dev.cordon.cloud.DeadLetters;
import dev.cordon.token.Signer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * AWS at the command line, with the region and the credentials that every AWS tool uses: environment, profile, role.
 * Places are {@code s3://BUCKET/PREFIX?head=TABLE}, a control plane is at {@code dynamodb://TABLE?head=TABLE}, keys
 * {@code awskms:///KEY} with a key's id, ARN or alias.
 */
public final class AwsCloud implements Cloud {

    private static final String PLACES = "s3";
    private static final String CONTROL = "dynamodb";
    private static final String KEYS = "awskms";

    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]+:(?:key|alias)/.+");

    private final Optional<Clients> clients;

    /** For {@link java.util.ServiceLoader}. */
    public AwsCloud() {
        this.clients = Optional.empty();
    }

    AwsCloud(Clients clients) {
        this.clients = Optional.of(clients);
    }

    @Override
    public Optional<Place> place(URI place) {
        if (!PLACES.equals(place.getScheme())) {
            return Optional.empty();
        }
        S3Place named = S3Place.of(place);
        Clients made = clients.orElseGet(AwsCloud::ofUser);
        return Optional.of(new Place(
                new S3ObjectStore(made.s3(Patience.TERMINAL), named.bucket(), named.prefix()),
                new DynamoHeadStore(made.dynamoDb(Patience.TERMINAL), named.table())));
    }

    @Override
    public Optional<AdministeredStores> control(URI place, InstantSource clock) {
        if (!CONTROL.equals(place.getScheme())) {
            return Optional.empty();
        }
        ControlPlace named = ControlPlace.of(place);
        Clients made = clients.orElseGet(AwsCloud::ofUser);
        ControlStores stores = ControlStores.of(
                made.dynamoDb(Patience.TERMINAL),
                named.table(),
                Optional.of(named.head()),
                clock,
                new SplittableRandom());
        return Optional.of(new OperatorStores(
                stores,
                new SecretsManagerVault(
                        made.secretsManager(Patience.TERMINAL),
                        stores.secrets(),
                        new SecretsSettings(named.secrets(), Optional.empty(), SecretsSettings.MOST_DAYS))));
    }

    @Override
    public Optional<DeadLetters> deadLetters(URI dead, URI queue) {
        if (!SqsDeadLetters.isQueue(dead) || !SqsDeadLetters.isQueue(queue)) {
            return Optional.empty();
        }
        SqsClient client = clients.orElseGet(AwsCloud::ofUser)
                .set(SqsClient.builder(), Patience.TERMINAL)
                .build();
        return Optional.of(new SqsDeadLetters(client, dead, queue));
    }

    @Override
    public Optional<Signer> signer(URI key) {
        if (!KEYS.equals(key.getScheme())) {
            return Optional.empty();
        }
        String path = key.getPath();
        if (key.getRawAuthority() != null || path == null || path.length() < 2 || path.charAt(0) != '/') {
            throw new IllegalArgumentException("`" + key + "` names no key: write awskms:///KEY-ID, awskms:///ARN"
                    + " or awskms:///alias/NAME, with three slashes");
        }
        String named = path.substring(1);
        KmsClient client = clients.orElseGet(AwsCloud::ofUser)
                .set(KmsClient.builder(), Patience.TERMINAL)
                .applyMutation(builder -> regionOf(named).ifPresent(builder::region))
                .build();
        return Optional.of(KmsSigner.of(client, named));
    }

    /** An ARN says where its key is. */
    private static Optional<Region> regionOf(String key) {
        return ARN.matcher(key).matches() ? Optional.of(Region.of(key.split(":", -1)[3])) : Optional.empty();
    }

    private static Clients ofUser() {
        try {
            Region region = DefaultAwsRegionProviderChain.builder().build().getRegion();
            return new Clients(region, DefaultCredentialsProvider.builder().build(), true, Optional.empty());
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "no AWS region: set `AWS_REGION`, or `region` in your profile (`AWS_PROFILE`)", e);
        }
    }
}
