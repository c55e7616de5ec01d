package dev.cordon.tests.aws;

import dev.cordon.aws.store.identity.IdentityAssertions;
import dev.cordon.tests.surroundings.Moto;
import java.net.URI;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Workloads with a role, in the emulated account. */
final class AwsRoles {

    private AwsRoles() {}

    /** The ARN of a role. */
    static String arn(String role) {
        return "arn:aws:iam::123456789012:role/" + role;
    }

    /** What a workload with that role shows a token service. */
    static String assertion(Moto moto, String role, String issuer) {
        return new IdentityAssertions(Moto.REGION, InstantSource.system()).make(issuer, credentials(moto, role));
    }

    private static AwsSessionCredentialsIdentity credentials(Moto moto, String role) {
        try (StsClient sts = StsClient.builder()
                .region(Region.of(Moto.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .endpointOverride(URI.create("http://127.0.0.1:" + moto.port()))
                .build()) {
            Credentials made = sts.assumeRole(as -> as.roleArn(arn(role)).roleSessionName("i-1"))
                    .credentials();
            return AwsSessionCredentialsIdentity.create(
                    made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
        }
    }
}
