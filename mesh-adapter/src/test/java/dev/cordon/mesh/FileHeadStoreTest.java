package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.HeadStoreContract;
import dev.cordon.publication.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileHeadStoreTest extends HeadStoreContract {

    @TempDir
    private Path folders;

    private Path folder = Path.of("");
    private int count;

    @Override
    protected HeadStore store() {
        folder = folders.resolve("state-" + count++);
        return new FileHeadStore(folder);
    }

    @Override
    protected void spoil() throws Exception {
        Files.writeString(folder.resolve("head"), "bundle-sequence 7\n");
    }

    @Test
    void a_head_has_one_form_and_everything_else_is_none() throws Exception {
        HeadStore store = store();
        store.replace(Optional.empty(), new Head(7, 3, 5, 2, 4));
        String good = Files.readString(folder.resolve("head"));
        assertThat(good).isEqualTo("""
                bundle-sequence 7
                keys-sequence 3
                revocation-epoch 5
                revocation-count 2
                registry-epoch 4
                """);

        for (String changed : new String[] {
            "",
            good + "\n",
            good.strip(),
            good.replace("7", "-7"),
            good.replace("7", "7.5"),
            good.replace("7", "9999999999999999999"),
            good.replace("7", "12345678901234567890"),
            good.replace("\n", "\r\n"),
            good.replace("keys", "Keys"),
            good.repeat(20),
        }) {
            Files.writeString(folder.resolve("head"), changed);
            assertThatThrownBy(store::read).as(changed).isInstanceOf(StoreUnavailableException.class);
        }
    }
}
