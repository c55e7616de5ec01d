package dev.cordon.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command that README and docs show, and compares what it prints with what they show. */
class DocumentationIT {

    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    /** Commands that build the project: the build that runs this test runs them, or a test beside it does. */
    private static final List<String> BUILD = List.of(
            "mvn -q -DskipTests package && java -jar cli/target/cordon.jar demo",
            "mvn verify",
            "mvn verify -Pfull",
            "mvn -q spotless:apply");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> documents_show_what_commands_print() throws IOException {
        return documents().stream()
                .map(document ->
                        DynamicTest.dynamicTest(ROOT.relativize(document).toString(), () -> run(document)));
    }

    @Test
    void shell_blocks_hold_nothing_but_the_build_commands() throws IOException {
        for (Path document : documents()) {
            boolean inside = false;
            for (String line : Files.readAllLines(document)) {
                if (line.startsWith("```")) {
                    inside = !inside && (line.equals("```sh") || line.equals("```bash"));
                } else if (inside && !line.isBlank()) {
                    assertThat(BUILD)
                            .as("%s: commands belong in a console block", document)
                            .contains(line);
                }
            }
        }
    }

    /** All but the one that needs a cloud, which has a test of its own. */
    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"), FileVisitOption.FOLLOW_LINKS);
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith("aws-tutorial.md"))
                    .sorted()
                    .toList();
        }
    }

    private void run(Path document) throws IOException, InterruptedException {
        Path place = folder.resolve(document.getFileName().toString());
        copy(ROOT.resolve("docs/examples/shop"), place);
        try {
            run(document, place);
        } finally {
            stop(place);
        }
    }

    private static void run(Path document, Path place) throws IOException, InterruptedException {
        for (Transcript transcript : Transcript.of(document)) {
            List<String> output = execute(transcript.command(), place);
            assertThat(transcript.matches(output))
                    .as(
                            "%s:%d: $ %s%nprints%n%s%nnot%n%s",
                            document,
                            transcript.line(),
                            transcript.command(),
                            String.join("\n", output),
                            String.join("\n", transcript.output()))
                    .isTrue();
        }
    }

    /** Ends the servers whose commands left their process numbers: a command that fails leaves them running. */
    private static void stop(Path place) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place, "*.pid")) {
            for (Path file : left) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static List<String> execute(String command, Path place) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("timeout", "60", "bash", "-c", command)
                .directory(place.toFile())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", ROOT.resolve("cli/bin").toString(), (old, own) -> own + ":" + old);
        builder.environment()
                .put("XDG_CACHE_HOME", ROOT.resolve("tests/target/cache").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("what lasts a minute has hung: %s", command)
                .isNotEqualTo(124);
        return output.lines().toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
