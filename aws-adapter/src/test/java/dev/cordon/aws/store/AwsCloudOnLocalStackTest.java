package dev.cordon.aws.store;

import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The same on LocalStack, where there is Docker; elsewhere it is skipped, and says so. */
@Testcontainers(disabledWithoutDocker = true)
final class AwsCloudOnLocalStackTest extends AwsCloudContracts {

    @Container
    private static final LocalStackContainer LOCALSTACK = new LocalStackContainer(
                    DockerImageName.parse("localstack/localstack:4.9"))
            .withServices("s3", "dynamodb", "kms", "sqs");

    @Override
    AwsBench bench() {
        return new AwsBench(LOCALSTACK.getEndpoint());
    }
}
