package dev.cordon.aws.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation has somebody write who has other secrets rotated. */
final class DocumentedTargetTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void a_target_in_a_layer_is_found_by_its_name() throws Exception {
        Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("../docs/aws-lifecycle.md")));
        assertThat(snippet.find()).isTrue();
        compile("""
                import dev.cordon.aws.rotation.RotationRefusedException;
                import dev.cordon.aws.rotation.SecretTarget;
                import java.util.Optional;

                """ + snippet.group(1) + """

                class Passwords {
                    static String random() { return "another"; }
                }

                class Database {
                    static Database as(Optional<String> password) { return new Database(); }
                    void setSecondPassword(String password) {}
                    void ping() {}
                }
                """);
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(SecretTarget.class.getName()), "OrdersDatabase\n");

        try (URLClassLoader layer =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, SecretTarget.class.getClassLoader())) {
            List<SecretTarget> found = ServiceLoader.load(SecretTarget.class, layer).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            assertThat(found).hasSize(1);
            assertThat(found.get(0).takes("orders-database")).isTrue();
            assertThat(found.get(0).takes("cordon/orders-api")).isFalse();
        }
    }

    private void compile(String source) throws Exception {
        Path file = Files.writeString(folder.resolve("OrdersDatabase.java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(result).isZero();
    }
}
