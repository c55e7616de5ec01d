package dev.cordon.tests.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class Jdk25IT {

    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final List<String> NOT_SOURCE = List.of("target", ".git");

    @TempDir
    Path copy;

    /**
     * With {@code -Pfull}: takes some minutes. The 25 of this machine is found by its name, or named by
     * {@code -Djdk25.home}.
     */
    @Test
    @Tag("full")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void the_project_builds_and_passes_its_tests_on_jdk_25() throws Exception {
        Path jdk = home();
        assumeThat(jdk).as("no JDK 25 here; name one with -Djdk25.home").isNotNull();
        copySources();
        ProcessBuilder build = new ProcessBuilder("mvn", "-q", "verify", "-Dcordon.policies=400")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(copy.resolve("build.log").toFile());
        build.environment().put("JAVA_HOME", jdk.toString());
        Process process = build.start();
        assertThat(process.waitFor(29, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(copy.resolve("build.log")))
                .isZero();
    }

    private static Path home() throws IOException {
        String named = System.getProperty("jdk25.home", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return null;
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> home.getFileName().toString().matches(".*\\b25\\b.*"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .findFirst()
                    .orElse(null);
        }
    }

    private void copySources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.toList()) {
                Path relative = ROOT.relativize(file);
                boolean source = Stream.iterate(relative, path -> path != null, Path::getParent)
                        .noneMatch(
                                path -> NOT_SOURCE.contains(path.getFileName().toString()));
                if (source && Files.isRegularFile(file)) {
                    Path target = copy.resolve(relative.toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
