package dev.cordon.tests.aws;

import dev.cordon.aws.rotation.RotationRefusedException;
import dev.cordon.aws.rotation.SecretTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A database that knows its users' passwords by a file, and what changes them there for the rotation function. */
public final class PasswordFile implements SecretTarget {

    /** The name of the secret. */
    static final String SECRET = "orders-database";

    /** Names the file in the function's environment. */
    static final String VARIABLE = "PASSWORD_FILE";

    private final Path file = Path.of(System.getenv(VARIABLE));

    /**
     * Puts it as a jar beside a function's package, where the runtime loads it by the same class loader as from a
     * layer's {@code java/lib}.
     */
    static void putBeside(Path code) throws IOException {
        String type = PasswordFile.class.getName();
        try (OutputStream bytes = Files.newOutputStream(
                        Files.createDirectories(code.resolve("lib")).resolve("target.jar"));
                JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + SecretTarget.class.getName()));
            jar.write((type + "\n").getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(type.replace('.', '/') + ".class"));
            jar.write(
                    PasswordFile.class.getResourceAsStream("PasswordFile.class").readAllBytes());
        }
    }

    @Override
    public boolean takes(String secret) {
        return secret.equals(SECRET);
    }

    @Override
    public String make(Rotation rotation, Optional<String> current) {
        return "password-" + rotation.id();
    }

    @Override
    public void set(Rotation rotation, Values values) throws RotationRefusedException {
        try {
            Files.write(file, List.of(values.current().orElse(""), values.pending()));
        } catch (IOException e) {
            throw new RotationRefusedException("the database does not take it: " + e.getMessage());
        }
    }

    @Override
    public void test(Rotation rotation, Values values) throws RotationRefusedException {
        try {
            if (!Files.readAllLines(file).contains(values.pending())) {
                throw new RotationRefusedException("the database does not know it");
            }
        } catch (IOException e) {
            throw new RotationRefusedException("the database is away: " + e.getMessage());
        }
    }
}
