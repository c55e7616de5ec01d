package dev.cordon.rotation;

final class InMemorySecretVaultTest extends SecretVaultContract {

    @Override
    protected SecretVault vault() {
        return new InMemorySecretVault();
    }
}
