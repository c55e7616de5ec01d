package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffTest {

    private static final String SHOP = Shell.SHOP.toString();

    @TempDir
    Path folder;

    private String changed(String from, String to) throws Exception {
        String text = Files.readString(Shell.SHOP);
        assertThat(text).contains(from);
        Path copy = folder.resolve("shop");
        if (!Files.exists(copy)) {
            try (var files = Files.walk(Shell.SHOP.getParent())) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            copy.resolve(Shell.SHOP.getParent().relativize(file).toString()));
                }
            }
        }
        return Files.writeString(copy.resolve("changed.yaml"), text.replace(from, to))
                .toString();
    }

    @Test
    void what_is_the_same_differs_in_nothing() {
        Shell shell = Shell.run("diff", SHOP, SHOP);

        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(shell.out()).isEqualTo("0 allowed, 0 denied, 0 changed\n");
    }

    @Test
    void an_operation_less_is_an_edge_less() throws Exception {
        String fewer = changed("[POST /orders, \"GET /orders/{id}\"]", "[POST /orders]");

        Shell shell = Shell.run("diff", SHOP, fewer);
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(shell.out())
                .isEqualTo("- web-bff to orders-api: GET /orders/{id}\n0 allowed, 1 denied, 0 changed\n");
        assertThat(Shell.run("diff", fewer, SHOP).out())
                .startsWith("+ web-bff to orders-api: GET /orders/{id}\n    by");
        assertThat(Shell.run("diff", "--json", SHOP, fewer).out())
                .contains("\"denied\":1", "\"kind\":\"denied\"", "\"caller\":\"web-bff\"", "\"after\":[]");
    }

    @Test
    void a_bundle_is_compared_with_the_file_it_was_made_of() throws Exception {
        Path key = folder.resolve("key.jwk");
        Path bundle = folder.resolve("shop.bundle");
        Shell.run("keys", "generate", "--out", key.toString());
        Shell made = Shell.run(
                "bundle", "create", SHOP, "--key", key.toString(), "--sequence", "1", "--out", bundle.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();

        assertThat(Shell.run("diff", bundle.toString(), SHOP).exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void a_file_that_is_no_policy_is_refused() throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish"), "e30..e30\nrubbish");

        assertThat(Shell.run("diff", SHOP, rubbish.toString()).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Shell.run("diff", SHOP, folder.resolve("missing").toString()).err())
                .contains("missing` does not exist");
        assertThat(Shell.run("diff", SHOP).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
