package dev.cordon.aws.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Makes AWS's clients. Nothing is looked for that is given here: no other HTTP client, no defaults of a mode. Endpoints
 * are AWS's, or those of the variables {@code AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_<SERVICE>}.
 *
 * @param region where
 * @param credentials who calls
 * @param profiles whether the caller's profile files count
 * @param endpoint in place of AWS's own
 */
record Clients(Region region, AwsCredentialsProvider credentials, boolean profiles, Optional<URI> endpoint) {

    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    S3Client s3(Patience patience) {
        return set(S3Client.builder(), patience)
                // what is read is signed, and what is written brings its own checksum
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .disableS3ExpressSessionAuth(true)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
                .build();
    }

    DynamoDbClient dynamoDb(Patience patience) {
        return set(DynamoDbClient.builder(), patience)
                .endpointDiscoveryEnabled(false)
                // one host for all accounts: the one that networks and their endpoints let through
                .accountIdEndpointMode(AccountIdEndpointMode.DISABLED)
                .build();
    }

    SecretsManagerClient secretsManager(Patience patience) {
        return set(SecretsManagerClient.builder(), patience).build();
    }

    /** What every client is given. */
    <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B set(B builder, Patience patience) {
        ClientOverrideConfiguration.Builder rules = ClientOverrideConfiguration.builder()
                .retryStrategy(retries(patience.attempts()))
                .apiCallTimeout(patience.call());
        if (!profiles) {
            rules.defaultProfileFile(ProfileFile.aggregator().build());
        }
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(region)
                .credentialsProvider(credentials)
                .defaultsMode(DefaultsMode.STANDARD)
                .overrideConfiguration(rules.build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(patience.connect())
                        .socketTimeout(patience.silence()));
    }

    private static StandardRetryStrategy retries(int attempts) {
        BackoffStrategy pauses = BackoffStrategy.exponentialDelay(PAUSE, LONGEST_PAUSE);
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                // an answer that was cut short
                .retryOnException(Crc32MismatchException.class)
                .backoffStrategy(pauses)
                .throttlingBackoffStrategy(pauses)
                .build();
    }
}
