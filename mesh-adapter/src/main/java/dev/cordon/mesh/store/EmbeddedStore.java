package dev.cordon.mesh.store;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.issuance.SigningKeyStore;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.registry.RegistryStore;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.SecretVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the token service keeps, in one file that one process uses. Whatever a port has acknowledged is on the disk.
 * After a write that failed, every port says that it can't answer, until the store is opened again.
 */
public final class EmbeddedStore implements AdministeredStores {

    private final StoreThread thread;
    private final CredentialLedger credentials;
    private final TokenLedger tokens;
    private final StatusLedger statuses;
    private final ApiKeyStore apiKeys;
    private final RevocationStore revocations;
    private final SigningKeyStore signingKeys;
    private final SecretVault secrets;
    private final RotationJournal rotations;
    private final RegistryStore registry;

    private EmbeddedStore(StoreThread thread, Optional<KeyCipher> cipher, InstantSource clock) {
        this.thread = thread;
        this.credentials = new EmbeddedCredentialLedger(thread);
        this.tokens = new EmbeddedTokenLedger(thread);
        this.statuses = new EmbeddedStatusLedger(thread);
        this.apiKeys = new EmbeddedApiKeyStore(thread);
        this.revocations = new EmbeddedRevocationStore(thread, clock);
        this.signingKeys = cipher.<SigningKeyStore>map(known -> new EmbeddedSigningKeyStore(thread, known))
                .orElseGet(LockedSigningKeys::new);
        this.secrets = new EmbeddedSecretVault(thread, cipher);
        this.rotations = new EmbeddedRotationJournal(thread);
        this.registry = new EmbeddedRegistryStore(thread);
    }

    /**
     * Opens a store, and reads all of it to see that it is whole. Where there is no file and never was one, it is
     * created, for its owner alone.
     *
     * @param file in a folder that is there; a second file of its name and {@code .lock} comes to lie beside it
     * @param masterKey what signing keys and the secrets of services are encrypted with
     * @param clock when revocations may be forgotten
     * @param random for nonces
     * @throws StoreRefusedException where the file is in use, of another version, damaged, or older than it was
     */
    public static EmbeddedStore open(Path file, MasterKey masterKey, InstantSource clock, SecureRandom random)
            throws StoreRefusedException {
        return open(file, Optional.of(new KeyCipher(masterKey, random)), clock);
    }

    /**
     * The same for those who need neither signing keys nor secrets of services, and are given none.
     *
     * @throws StoreRefusedException where the file is in use, of another version, damaged, or older than it was
     */
    public static EmbeddedStore openWithoutMasterKey(Path file, InstantSource clock) throws StoreRefusedException {
        return open(file, Optional.empty(), clock);
    }

    private static EmbeddedStore open(Path file, Optional<KeyCipher> cipher, InstantSource clock)
            throws StoreRefusedException {
        Path folder = PrivateFiles.folderOf(file);
        if (!Files.isDirectory(folder)) {
            throw new StoreRefusedException("there is no folder `" + folder + "` for the store: create it first");
        }
        StoreLock lock = StoreLock.take(file);
        try {
            Entries entries = new StoreFile(file, lock).open();
            StoreThread thread = new StoreThread(file, entries, lock);
            return new EmbeddedStore(thread, cipher, clock);
        } catch (StoreRefusedException e) {
            release(lock, e);
            throw e;
        }
    }

    private static void release(StoreLock lock, StoreRefusedException why) {
        try {
            lock.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** The services' credentials. */
    @Override
    public CredentialLedger credentials() {
        return credentials;
    }

    /** What was handed out. */
    @Override
    public TokenLedger tokens() {
        return tokens;
    }

    /** What was handed out, by the status list that tells of it. */
    public StatusLedger statuses() {
        return statuses;
    }

    /** The partners' API keys. */
    @Override
    public ApiKeyStore apiKeys() {
        return apiKeys;
    }

    /** What is revoked. */
    @Override
    public RevocationStore revocations() {
        return revocations;
    }

    /** The issuer's keys, encrypted in the file. */
    @Override
    public SigningKeyStore signingKeys() {
        return signingKeys;
    }

    /** The services' secrets, encrypted in the file. */
    @Override
    public SecretVault secrets() {
        return secrets;
    }

    /** What was decided about the services' credentials. */
    @Override
    public RotationJournal rotations() {
        return rotations;
    }

    /** The services that events told of. */
    @Override
    public RegistryStore registry() {
        return registry;
    }

    /** Finishes what has begun and lets go of the file. */
    @Override
    public void close() {
        thread.close();
    }
}
