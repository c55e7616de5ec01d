package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.issuance.SigningKeys.ScheduledKey;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStoreTest {

    private static final String OTHER_KEY = "kKCgmFcLWWtqnvXdT02ZZFlsMRQW7a5Xn3S5LG9xPs4";
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final long SEED = 4_711;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("store");
    }

    private static SigningKeys keys(long revision) {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        return new SigningKeys(revision, List.of(new ScheduledKey(key, NOW, NOW, Optional.empty())));
    }

    private void fill(int entries) throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            for (int i = 0; i < entries; i++) {
                store.tokens().enter(Load.entry("id-" + i));
            }
            store.revocations().add(new Revocation.OfChain("txn-1"), Optional.empty());
        }
    }

    @Test
    void what_was_kept_is_there_when_the_store_is_opened_again() throws Exception {
        SigningKeys keys = keys(1);
        long revision;
        try (EmbeddedStore store = Stores.open(file)) {
            store.tokens().enter(Load.entry("id-1"));
            store.revocations().add(new Revocation.OfChain("txn-1"), Optional.empty());
            store.signingKeys().replace(keys);
            revision = store.revocations().read().revision();
        }
        try (EmbeddedStore store = Stores.open(file)) {
            assertThat(store.tokens().find("id-1")).isPresent();
            assertThat(store.revocations().read().hasChain("txn-1")).isTrue();
            assertThat(store.revocations().read().revision()).isEqualTo(revision);
            assertThat(store.signingKeys().read().keys().get(0).key().revealPrivateJwk())
                    .isEqualTo(keys.keys().get(0).key().revealPrivateJwk());
        }
    }

    @Test
    void one_file_is_used_by_one_at_a_time() throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            assertRefused("is in use: stop the other process");
            assertThat(store.tokens().enter(Load.entry("id-1"))).isTrue();
        }
        Stores.open(file).close();
    }

    @Test
    void a_closed_store_answers_nothing() throws Exception {
        EmbeddedStore store = Stores.open(file);
        store.close();

        assertThatThrownBy(() -> store.tokens().find("id-1"))
                .isInstanceOf(TokenLedgerUnavailableException.class)
                .hasMessage("`" + file + "` is closed");
    }

    @Test
    void an_interrupted_caller_gets_an_answer_and_does_not_close_the_file() throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            Thread.currentThread().interrupt();
            assertThat(store.tokens().enter(Load.entry("id-1"))).isTrue();
            assertThat(Thread.interrupted()).isTrue();

            assertThat(store.tokens().enter(Load.entry("id-2"))).isTrue();
        }
    }

    @Test
    void a_revocation_that_is_over_is_forgotten_when_the_list_is_read() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        try (EmbeddedStore store = EmbeddedStore.open(file, Stores.key(Stores.KEY), now::get, new SecureRandom())) {
            store.revocations().add(new Revocation.OfChain("txn-1"), Optional.of(NOW.plusSeconds(60)));
            store.revocations().add(new Revocation.OfChain("txn-2"), Optional.of(NOW.plusSeconds(30)));
            assertThat(store.revocations().read().hasChain("txn-2")).isTrue();
            now.set(NOW.plusSeconds(30));

            assertThat(store.revocations().read().hasChain("txn-2")).isFalse();
            assertThat(store.revocations().read().hasChain("txn-1")).isTrue();
        }
    }

    @Test
    void only_the_owner_may_read_the_files() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Stores.open(file).close();

        for (Path one : List.of(file, StoreLock.beside(file))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_folder_that_is_missing_is_not_made() {
        file = folder.resolve("missing/store");

        assertRefused("there is no folder");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void a_store_of_another_version_is_refused_and_stays_as_it_is() throws Exception {
        fill(1);
        change("format", map -> map.put("format", "cordon store 2"));
        byte[] before = Files.readAllBytes(file);

        assertRefused("is of the format `cordon store 2`");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void a_file_of_another_program_is_refused_and_stays_as_it_is() throws Exception {
        for (byte[] bytes : List.of(new byte[0], new byte[8192], "a text\n".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, bytes);

            assertRefused("is damaged, and was left as it is");
            assertThat(file).hasBinaryContent(bytes);
        }
    }

    @Test
    void a_store_that_is_gone_is_not_begun_anew_unasked() throws Exception {
        fill(1);
        Files.delete(file);

        assertRefused("is gone: restore it from a backup");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_store_that_was_set_back_is_refused() throws Exception {
        fill(1);
        Path old = folder.resolve("old");
        Files.copy(file, old);
        try (EmbeddedStore store = Stores.open(file)) {
            store.revocations().add(new Revocation.OfChain("txn-2"), Optional.empty());
        }
        Files.copy(old, file, StandardCopyOption.REPLACE_EXISTING);

        assertRefused("is older than it was");
        Files.delete(StoreLock.beside(file));
        Stores.open(file).close();
    }

    @Test
    void an_entry_that_was_taken_out_put_back_or_moved_is_noticed() throws Exception {
        fill(3);
        byte[] whole = Files.readAllBytes(file);
        List<Consumer<MVMap<String, String>>> changes = List.of(
                map -> map.remove("token/id-1"),
                map -> map.remove("seal"),
                map -> map.put("token/id-9", map.get("token/id-1")),
                map -> map.put("token/id-1", map.get("token/id-2")),
                map -> map.put("token/id-9", Seal.close("token/id-9", "{}")));
        for (Consumer<MVMap<String, String>> change : changes) {
            Files.write(file, whole);
            change("entries", change);

            assertRefused("is damaged");
        }
    }

    /** Changes the file without the store. */
    private void change(String name, Consumer<MVMap<String, String>> change) {
        StoredText type = new StoredText();
        try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
            change.accept(store.openMap(
                    name, new MVMap.Builder<String, String>().keyType(type).valueType(type)));
        }
    }

    @Test
    void a_flipped_bit_is_refused_or_changes_nothing() throws Exception {
        fill(40);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            refused += isRefused(bytes) ? 1 : 0;
        }

        assertThat(refused).as("refused of 2,000").isPositive();
    }

    @Test
    void a_truncated_file_is_refused_or_changes_nothing() throws Exception {
        fill(40);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 50; i++) {
            isRefused(Arrays.copyOf(whole, random.nextInt(whole.length)));
        }

        assertThat(isRefused(Arrays.copyOf(whole, whole.length / 2))).isTrue();
    }

    /** Whether these bytes are refused and left; else all entries must be there. */
    private boolean isRefused(byte[] bytes) throws Exception {
        Files.write(file, bytes);
        try (EmbeddedStore store = Stores.open(file)) {
            assertThat(store.tokens().page(Optional.empty(), 100)).hasSize(40);
            assertThat(store.revocations().read().hasChain("txn-1")).isTrue();
            return false;
        } catch (StoreRefusedException e) {
            assertThat(file).hasBinaryContent(bytes);
            return true;
        }
    }

    @Test
    void another_master_key_reads_no_key_and_replaces_none() throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            store.signingKeys().replace(keys(1));
        }
        MasterKey other = Stores.key(OTHER_KEY);
        try (EmbeddedStore store = EmbeddedStore.open(file, other, InstantSource.fixed(NOW), new SecureRandom())) {
            assertThatThrownBy(() -> store.signingKeys().read())
                    .isInstanceOf(SigningKeyStoreUnavailableException.class)
                    .hasMessageEndingWith("can't be decrypted: give the master key that it was kept under")
                    .hasNoCause();
            assertThatThrownBy(() -> store.signingKeys().replace(keys(2)))
                    .isInstanceOf(SigningKeyStoreUnavailableException.class);
        }
        try (EmbeddedStore store = Stores.open(file)) {
            assertThat(store.signingKeys().read().revision()).isEqualTo(1);
        }
    }

    @Test
    void no_private_key_and_no_master_key_is_in_the_file() throws Exception {
        SigningKeys keys = keys(1);
        try (EmbeddedStore store = Stores.open(file)) {
            store.signingKeys().replace(keys);
        }
        String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
        String jwk = keys.keys().get(0).key().revealPrivateJwk();
        String secret = jwk.replaceFirst(".*\"d\":\"([^\"]+)\".*", "$1");

        assertThat(raw).contains(keys.keys().get(0).key().keyId());
        String encoded = Base64.getUrlEncoder().encodeToString(jwk.getBytes(StandardCharsets.UTF_8));
        assertThat(raw).doesNotContain(encoded.substring(0, 40));
        assertThat(raw).doesNotContain(secret).doesNotContain("\"d\"").doesNotContain(Stores.KEY);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Stores.open(file))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_master_key_is_32_random_bytes() throws IOException, StoreRefusedException {
        Path key = folder.resolve("key");
        Files.writeString(key, Stores.KEY + "\n");
        assertThat(MasterKey.fromFile(key)).hasToString("master key");
        Stores.key(OTHER_KEY);
        for (String weak :
                List.of("", "secret", "00".repeat(32), Stores.KEY + "00", OTHER_KEY + "=", OTHER_KEY + "A")) {
            assertThatThrownBy(() -> Stores.key(weak))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("the environment variable `KEY`");
        }
        assertThatThrownBy(() -> MasterKey.fromFile(folder.resolve("none"))).isInstanceOf(StoreRefusedException.class);
    }
}
