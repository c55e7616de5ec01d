package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.issuance.SigningKeys;
import dev.cordon.mesh.store.StoreCopies.Restored;
import dev.cordon.mesh.store.StoreCopies.Whole;
import dev.cordon.revocation.CutOffs;
import dev.cordon.revocation.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreCopiesTest {

    @TempDir
    Path folder;

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private Path file;
    private Path copy;

    @BeforeEach
    void fill() throws Exception {
        file = folder.resolve("store");
        copy = folder.resolve("copy");
        revoke("txn-1");
    }

    private void revoke(String transaction) throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            store.revocations().add(new Revocation.OfChain(transaction), Optional.empty());
        }
    }

    private boolean isRevoked(String transaction) throws Exception {
        try (EmbeddedStore store = Stores.open(file)) {
            return store.revocations().read().hasChain(transaction);
        }
    }

    private static void assertRefused(ThrowingCallable what, String message) {
        assertThatThrownBy(what).isInstanceOf(StoreRefusedException.class).hasMessageContaining(message);
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(one -> one.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void a_store_is_brought_back_as_it_was_copied_and_opens_though_it_is_older() throws Exception {
        Whole copied = StoreCopies.backUp(file, copy);
        revoke("txn-2");
        revoke("txn-3");
        Whole now = StoreCopies.check(file);
        Restored restored = StoreCopies.restore(copy, file, true, NOW);

        assertThat(restored.whole()).isEqualTo(StoreCopies.check(file));
        assertThat(restored.copied()).isEqualTo(copied.commit());
        assertThat(restored.undone()).isEqualTo(now.commit() - copied.commit()).isPositive();
        assertThat(isRevoked("txn-1")).isTrue();
        assertThat(isRevoked("txn-2")).isFalse();
        assertThat(names()).containsExactlyInAnyOrder("store", "store.lock", "copy");
    }

    @Test
    void with_a_copy_a_new_epoch_begins_that_refuses_earlier_tokens_and_stays() throws Exception {
        StoreCopies.backUp(file, copy);
        byte[] before = Files.readAllBytes(copy);
        StoreCopies.restore(copy, file, true, NOW);

        for (int open = 0; open < 2; open++) {
            try (EmbeddedStore store = Stores.open(file)) {
                CutOffs cutOffs = store.revocations().read().cutOffs();
                assertThat(cutOffs.isBeforeEpoch(NOW.getEpochSecond())).isTrue();
                assertThat(cutOffs.isBeforeEpoch(NOW.getEpochSecond() + 5)).isTrue();
                assertThat(cutOffs.isBeforeEpoch(NOW.getEpochSecond() + 6)).isFalse();
                store.revocations().add(new Revocation.OfChain("later"), Optional.empty());
            }
        }
        assertThat(copy).hasBinaryContent(before);
        StoreCopies.restore(copy, file, true, NOW.plusSeconds(100));
        try (EmbeddedStore store = Stores.open(file)) {
            assertThat(store.revocations().read().cutOffs().isBeforeEpoch(NOW.getEpochSecond() + 100))
                    .isTrue();
        }
    }

    @Test
    void a_backup_changes_nothing_in_the_store_and_is_for_its_owner_alone() throws Exception {
        byte[] before = Files.readAllBytes(file);
        StoreCopies.backUp(file, copy);

        assertThat(file).hasBinaryContent(before);
        assertThat(copy).hasBinaryContent(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_store_in_use_is_neither_checked_nor_copied_nor_replaced() throws Exception {
        StoreCopies.backUp(file, copy);
        try (EmbeddedStore store = Stores.open(file)) {
            assertRefused(() -> StoreCopies.check(file), "is in use");
            assertRefused(() -> StoreCopies.backUp(file, folder.resolve("other")), "is in use");
            assertRefused(() -> StoreCopies.restore(copy, file, true, NOW), "is in use");
            assertThat(store.revocations().read().hasChain("txn-1")).isTrue();
        }
        assertThat(names()).doesNotContain("other");
    }

    @Test
    void nothing_that_is_there_is_replaced_unasked() throws Exception {
        StoreCopies.backUp(file, copy);
        revoke("txn-2");

        assertRefused(() -> StoreCopies.backUp(file, copy), "a backup replaces nothing");
        assertRefused(() -> StoreCopies.restore(copy, file, false, NOW), "say that it is to be replaced");
        assertThat(isRevoked("txn-2")).isTrue();
    }

    @Test
    void a_store_that_is_gone_is_brought_back_without_asking() throws Exception {
        StoreCopies.backUp(file, copy);
        Files.delete(file);

        assertThat(StoreCopies.restore(copy, file, false, NOW).undone()).isZero();
        assertThat(isRevoked("txn-1")).isTrue();
    }

    @Test
    void a_damaged_store_is_not_copied_and_a_damaged_copy_replaces_nothing() throws Exception {
        StoreCopies.backUp(file, copy);
        byte[] whole = Files.readAllBytes(file);
        Files.write(copy, new byte[8192]);
        assertRefused(() -> StoreCopies.restore(copy, file, true, NOW), "is damaged");
        assertThat(file).hasBinaryContent(whole);

        Files.write(file, new byte[8192]);
        assertRefused(() -> StoreCopies.backUp(file, folder.resolve("other")), "is damaged");
        assertRefused(() -> StoreCopies.check(file), "is damaged");
        assertThat(names()).containsExactlyInAnyOrder("store", "store.lock", "copy");
    }

    @Test
    void an_old_copy_in_the_stores_place_is_not_copied_as_if_it_were_the_store() throws Exception {
        byte[] old = Files.readAllBytes(file);
        revoke("txn-2");
        Files.write(file, old);

        assertRefused(() -> StoreCopies.backUp(file, copy), "is older than it was");
        assertRefused(() -> StoreCopies.check(file), "is older than it was");
    }

    @Test
    void rubbish_in_the_lock_refuses_the_store_and_does_not_keep_a_copy_from_replacing_it() throws Exception {
        StoreCopies.backUp(file, copy);
        for (String rubbish : new String[] {"x", "cordon store, last commit", "x".repeat(100_000)}) {
            Files.writeString(StoreLock.beside(file), rubbish);

            assertRefused(() -> Stores.open(file), "does not say which commit was the last");
            assertThat(StoreCopies.restore(copy, file, true, NOW).before()).isEmpty();
            assertThat(isRevoked("txn-1")).isTrue();
        }
    }

    @Test
    void what_is_not_there_is_not_made() throws Exception {
        Path none = folder.resolve("none");

        assertRefused(() -> StoreCopies.check(none), "there is no store");
        assertRefused(() -> StoreCopies.backUp(none, copy), "there is no store");
        assertRefused(() -> StoreCopies.restore(none, file, true, NOW), "there is no store");
        assertRefused(() -> StoreCopies.backUp(file, folder.resolve("missing/copy")), "missing/copy` can't be used");
        StoreCopies.backUp(file, copy);
        assertRefused(
                () -> StoreCopies.restore(copy, folder.resolve("missing/store"), true, NOW), "there is no folder");
        assertThat(names()).containsExactlyInAnyOrder("store", "store.lock", "copy");
    }

    @Test
    void a_copy_that_can_not_be_put_in_its_place_leaves_nothing_behind() throws Exception {
        StoreCopies.backUp(file, copy);
        Path taken = Files.createDirectories(folder.resolve("taken/by/others"));

        assertRefused(() -> StoreCopies.restore(copy, folder.resolve("taken"), true, NOW), "taken` can't be used");
        assertThat(taken).exists();
        assertThat(names()).containsExactlyInAnyOrder("store", "store.lock", "copy", "taken", "taken.lock");
    }

    @Test
    void a_process_that_was_killed_before_the_mark_leaves_a_store_that_is_refused() throws Exception {
        StoreCopies.backUp(file, copy);
        revoke("txn-2");
        Files.delete(file);
        Files.copy(copy, file);

        assertRefused(() -> Stores.open(file), "is older than it was");
        StoreCopies.restore(copy, file, true, NOW);
        assertThat(isRevoked("txn-1")).isTrue();
    }

    @Test
    void without_the_master_key_all_is_read_but_the_signing_keys() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.openWithoutMasterKey(file, InstantSource.fixed(Instant.EPOCH))) {
            assertThat(store.revocations().read().hasChain("txn-1")).isTrue();
            assertThatThrownBy(() -> store.signingKeys().read())
                    .hasMessageContaining("give the master key that they were kept under");
            assertThatThrownBy(() -> store.signingKeys().replace(SigningKeys.NONE))
                    .hasMessageContaining("give the master key");
        }
    }
}
