package dev.cordon.aws.store.secret;

import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultContract;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The same contract on LocalStack, where there is Docker; elsewhere it is skipped, and says so. */
@Testcontainers(disabledWithoutDocker = true)
final class SecretsManagerVaultOnLocalStackTest extends SecretVaultContract {

    @Container
    private static final LocalStackContainer LOCALSTACK = new LocalStackContainer(
                    DockerImageName.parse("localstack/localstack:4.9"))
            .withServices("secretsmanager", "dynamodb");

    @Override
    protected SecretVault vault() throws Exception {
        AwsBench bench = new AwsBench(LOCALSTACK.getEndpoint());
        ControlStores stores = ControlStores.of(
                bench.dynamoDb(), bench.controlTable(), Optional.empty(), InstantSource.system(), new Random(1));
        return new SecretsManagerVault(
                bench.secretsManager(),
                stores.secrets(),
                new SecretsSettings(SecretsManagerVaultTest.prefix(), Optional.empty(), 7));
    }
}
