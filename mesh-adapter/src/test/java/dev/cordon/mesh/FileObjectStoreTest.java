package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.ObjectStoreContract;
import dev.cordon.publication.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileObjectStoreTest extends ObjectStoreContract {

    @TempDir
    private Path folders;

    private Path folder = Path.of("");
    private int count;

    @Override
    protected ObjectStore store() {
        folder = folders.resolve("state-" + count++);
        return new FileObjectStore(folder);
    }

    @Override
    protected void plant(String name, byte[] bytes) throws Exception {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), bytes);
    }

    @Test
    void a_part_that_an_interrupted_writer_left_is_neither_read_nor_in_the_way() throws Exception {
        ObjectStore store = store();
        plant(".policy.bundle.part", new byte[] {1, 2, 3});

        assertThat(store.read(ObjectStore.BUNDLE, Optional.empty())).isInstanceOf(ObjectStore.Reading.Missing.class);
        assertThat(store.replace(ObjectStore.BUNDLE, new byte[] {4}, Optional.empty()))
                .isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", "policy.bundle");
        }
    }

    @Test
    void what_is_no_readable_file_or_no_writable_folder_counts_as_no_answer() throws Exception {
        ObjectStore store = store();
        Files.createDirectories(folder.resolve(ObjectStore.BUNDLE).resolve("inside"));
        assertThatThrownBy(() -> store.read(ObjectStore.BUNDLE, Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("policy.bundle` can't be read");

        ObjectStore blocked = store();
        Files.write(folder, new byte[0]);
        assertThatThrownBy(() -> blocked.replace(ObjectStore.BUNDLE, new byte[0], Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("can't be written");
    }
}
