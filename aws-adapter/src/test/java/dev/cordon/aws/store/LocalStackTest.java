package dev.cordon.aws.store;

import dev.cordon.publication.HeadStore;
import dev.cordon.publication.HeadStoreContract;
import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.ObjectStoreContract;
import org.junit.jupiter.api.Nested;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The same contracts on LocalStack, where there is Docker; elsewhere it is skipped, and says so. */
@Testcontainers(disabledWithoutDocker = true)
final class LocalStackTest {

    @Container
    private static final LocalStackContainer LOCALSTACK =
            new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.9")).withServices("s3", "dynamodb");

    private static AwsBench bench() {
        return new AwsBench(LOCALSTACK.getEndpoint());
    }

    @Nested
    final class Objects extends ObjectStoreContract {

        private String bucket = "";

        @Override
        protected ObjectStore store() {
            bucket = bench().bucket();
            return new S3ObjectStore(bench().clients().s3(Patience.TERMINAL), bucket, "");
        }

        @Override
        protected void plant(String name, byte[] bytes) {
            bench().put(bucket, name, bytes);
        }
    }

    @Nested
    final class Heads extends HeadStoreContract {

        private String table = "";

        @Override
        protected HeadStore store() {
            table = bench().table();
            return new DynamoHeadStore(bench().clients().dynamoDb(Patience.TERMINAL), table);
        }

        @Override
        protected void spoil() {
            bench().put(table, HeadItem.KEY);
        }
    }
}
