package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MasterKeyTest {

    private static final String BASE64URL = "kKCgmFcLWWtqnvXdT02ZZFlsMRQW7a5Xn3S5LG9xPs4";

    @TempDir
    Path folder;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("master.key"), bytes);
    }

    private Path write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> MasterKey.fromFile(file))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("the file `" + file + "`");
    }

    @Test
    void a_file_holds_hexadecimal_digits_or_base64url_with_or_without_one_line_end() throws Exception {
        for (String text : List.of(Stores.KEY, Stores.KEY.toUpperCase(Locale.ROOT), BASE64URL)) {
            for (String end : List.of("", "\n", "\r\n")) {
                assertThat(MasterKey.fromFile(write(text + end)).reveal().getEncoded())
                        .hasSize(32)
                        .isEqualTo(MasterKey.fromFile(write(text)).reveal().getEncoded());
            }
        }
        assertThat(MasterKey.fromFile(write(Stores.KEY)).reveal().getEncoded())
                .isEqualTo(
                        Stores.key(Stores.KEY.toUpperCase(Locale.ROOT)).reveal().getEncoded());
    }

    @Test
    void anything_else_in_a_file_is_no_key() throws Exception {
        for (String text : List.of(
                "",
                "\n",
                Stores.KEY + "\n\n",
                " " + Stores.KEY,
                Stores.KEY + " ",
                Stores.KEY.substring(1),
                Stores.KEY + "\n" + Stores.KEY,
                "\u00ef\u00bb\u00bf" + Stores.KEY,
                Stores.KEY.replace('6', '\u00e9'),
                BASE64URL + "=",
                BASE64URL.replace('k', '+'),
                "z".repeat(64),
                "a".repeat(100_000))) {
            assertRefused(write(text), "there is no master key in");
        }
        assertRefused(write(new byte[32]), "there is no master key in");
    }

    @Test
    void a_key_that_is_evidently_not_random_is_refused() throws Exception {
        for (String text : List.of("00".repeat(32), "0123456789abcdef".repeat(4), "A".repeat(43))) {
            assertRefused(write(text), "is not random");
        }
    }

    @Test
    void a_file_that_is_missing_or_a_folder_is_told_so() {
        assertRefused(folder.resolve("none"), "can't be read");
        assertRefused(folder, "can't be read");
    }

    @Test
    void nothing_of_a_key_is_printed() throws Exception {
        assertThat(MasterKey.fromFile(write(Stores.KEY))).hasToString("master key");
        assertThatThrownBy(() -> MasterKey.fromFile(write(Stores.KEY + "x")))
                .hasMessageNotContaining(Stores.KEY.substring(0, 8));
    }
}
