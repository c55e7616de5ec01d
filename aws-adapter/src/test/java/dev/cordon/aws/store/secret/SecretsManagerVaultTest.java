package dev.cordon.aws.store.secret;

import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.store.LocalDynamo;
import dev.cordon.aws.store.table.ControlStores;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultContract;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

final class SecretsManagerVaultTest extends SecretVaultContract {

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @Override
    protected SecretVault vault() throws Exception {
        return vault(new MotoSecrets(), prefix());
    }

    static String prefix() {
        return "contract-" + PREFIXES.incrementAndGet() + "/";
    }

    /** A vault whose index is new. */
    static SecretVault vault(MotoSecrets secrets, String prefix) throws Exception {
        return new SecretsManagerVault(
                secrets.client(), stores().secrets(), new SecretsSettings(prefix, Optional.empty(), 7));
    }

    static ControlStores stores() throws Exception {
        return ControlStores.of(
                LocalDynamo.bench().dynamoDb(),
                LocalDynamo.bench().controlTable(),
                Optional.empty(),
                InstantSource.system(),
                new Random(1));
    }
}
