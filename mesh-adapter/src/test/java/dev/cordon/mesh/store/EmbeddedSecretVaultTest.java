package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultContract;
import dev.cordon.rotation.SecretVaultUnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedSecretVaultTest extends SecretVaultContract {

    private static final Credential.Id ORDERS = new Credential.Id(new ServiceName("orders-api"), 3);
    private static final String OTHER = "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe";

    @TempDir
    Path folder;

    private Stores stores;

    @BeforeEach
    void begin() {
        stores = new Stores(folder);
    }

    @AfterEach
    void end() {
        stores.close();
    }

    @Override
    protected SecretVault vault() throws StoreRefusedException {
        return stores.fresh().secrets();
    }

    private ClientSecret kept(Path file) throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            ClientSecret secret = store.secrets().keep(ORDERS, ClientSecret.random(new SecureRandom()));
            store.secrets().give(ORDERS);
            return secret;
        }
    }

    @Test
    void a_secret_is_there_again_when_the_store_is_opened_and_nowhere_in_its_file() throws Exception {
        Path file = folder.resolve("kept");
        ClientSecret secret = kept(file);

        try (EmbeddedStore store = Stores.open(file)) {
            assertThat(store.secrets().read(ORDERS)).contains(secret);
            assertThat(store.secrets().given(ORDERS.service())).contains(ORDERS);
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret.reveal());
    }

    @Test
    void under_another_master_key_a_secret_is_neither_read_nor_replaced() throws Exception {
        Path file = folder.resolve("other");
        ClientSecret secret = kept(file);

        try (EmbeddedStore store = EmbeddedStore.open(file, Stores.key(OTHER), Clock.systemUTC(), new SecureRandom())) {
            SecretVault vault = store.secrets();
            assertThatThrownBy(() -> vault.read(ORDERS))
                    .isInstanceOf(SecretVaultUnavailableException.class)
                    .hasMessage("the secret of generation 3 of `orders-api` can't be decrypted: give the master key"
                            + " that it was kept under");
            assertThatThrownBy(() -> vault.keep(ORDERS, ClientSecret.random(new SecureRandom())))
                    .isInstanceOf(SecretVaultUnavailableException.class);
        }
        try (EmbeddedStore store = Stores.open(file)) {
            assertThat(store.secrets().read(ORDERS)).contains(secret);
        }
    }

    @Test
    void without_a_master_key_secrets_are_destroyed_and_neither_read_nor_kept() throws Exception {
        Path file = folder.resolve("locked");
        ClientSecret unused = kept(file);

        try (EmbeddedStore store = EmbeddedStore.openWithoutMasterKey(file, Clock.systemUTC())) {
            SecretVault vault = store.secrets();
            assertThatThrownBy(() -> vault.read(ORDERS)).hasMessageContaining("give the master key");
            assertThatThrownBy(() -> vault.keep(ORDERS, ClientSecret.random(new SecureRandom())))
                    .hasMessageContaining("give the master key");
            vault.destroy(ORDERS);
            assertThat(vault.kept(Optional.empty(), 10)).isEmpty();
        }
    }
}
