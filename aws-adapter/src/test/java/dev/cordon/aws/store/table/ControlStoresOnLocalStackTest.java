package dev.cordon.aws.store.table;

import dev.cordon.aws.store.AwsBench;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The same contracts on LocalStack, where there is Docker; elsewhere it is skipped, and says so. */
@Testcontainers(disabledWithoutDocker = true)
final class ControlStoresOnLocalStackTest extends ControlStoresContracts {

    @Container
    private static final LocalStackContainer LOCALSTACK =
            new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.9")).withServices("dynamodb");

    private static AwsBench bench() {
        return new AwsBench(LOCALSTACK.getEndpoint());
    }

    @Override
    DynamoDbClient client() {
        return bench().dynamoDb();
    }

    @Override
    String table() {
        return bench().controlTable();
    }
}
