package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.mesh.store.EmbeddedStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request of the page gets the answer of the page, in its order. */
final class AdministrationPageTest {

    private static final Pattern PAIR =
            Pattern.compile("```http\nPOST (\\S+)\n(\\{.*})\n```\n\n```json\n(\\{.*})\n```\n");

    @TempDir
    private Path folder;

    @Test
    void requests_are_answered_as_the_page_says() throws Exception {
        String page = Files.readString(Path.of(System.getProperty("cordon.root"), "docs/administration.md"));
        Matcher pairs = PAIR.matcher(page);
        int found = 0;
        try (EmbeddedStore store = AdminStores.open(folder.resolve("store"))) {
            AdminHandler handler = new AdminHandler(store, AdminStores.running(store));
            while (pairs.find()) {
                found++;
                AdminRequest request =
                        AdminRequest.read(pairs.group(1), pairs.group(2).getBytes(StandardCharsets.UTF_8));
                assertThat(handler.answer(request).reveal().toCanonical())
                        .as(pairs.group(2))
                        .isEqualTo(pairs.group(3));
            }
        }
        assertThat(found).isEqualTo(page.split("```http\n", -1).length - 1).isGreaterThan(8);
    }
}
