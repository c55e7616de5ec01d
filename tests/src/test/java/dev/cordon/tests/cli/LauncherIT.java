package dev.cordon.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

    private static final String SHOP =
            Program.ROOT.resolve("docs/examples/shop/shop.yaml").toString();

    @TempDir
    Path cache;

    @Test
    void the_first_use_makes_an_archive_that_later_uses_share() throws Exception {
        assertThat(cordon("doctor")).anyMatch(line -> line.contains("class data sharing") && line.endsWith("on"));
        List<Path> made = archives();
        assertThat(made).hasSize(1);
        long written = Files.getLastModifiedTime(made.get(0)).toMillis();
        assertThat(cordon("check", "--policy", SHOP, "--from", "web-bff", "--call", "POST orders-api /orders"))
                .first()
                .isEqualTo("allow checkout");
        assertThat(archives()).isEqualTo(made);
        assertThat(Files.getLastModifiedTime(made.get(0)).toMillis()).isEqualTo(written);
    }

    /** Later runtimes leave the command line library's old class files out of an archive. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_17)
    void a_check_finds_its_classes_in_the_archive_and_leaves_the_jar_closed() throws Exception {
        String[] check = {"check", "--policy", SHOP, "--from", "web-bff", "--call", "POST orders-api /orders"};
        cordon(check);
        Map<String, String> traced =
                Map.of("XDG_CACHE_HOME", cache.toString(), "CORDON_JAVA_OPTS", "-Xlog:class+load:stdout");
        try (Program program = Program.start(traced, command(check))) {
            assertThat(program.await())
                    .anyMatch(line -> line.contains("dev.cordon.cli.Main source: shared objects file"))
                    .noneMatch(line -> line.contains("source: file:"));
        }
    }

    @Test
    void a_command_works_within_128_megabytes() throws Exception {
        Map<String, String> small = Map.of("XDG_CACHE_HOME", cache.toString(), "CORDON_JAVA_OPTS", "-Xmx128m");
        try (Program check = Program.start(
                small, command("check", "--policy", SHOP, "--from", "acme", "--call", "POST payments-api /charges"))) {
            assertThat(check.await()).first().isEqualTo("deny FORBIDDEN partners-never-touch-money");
            assertThat(check.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_cache_that_can_not_be_written_is_done_without() throws Exception {
        Map<String, String> nowhere = Map.of("XDG_CACHE_HOME", "/proc/nowhere");
        try (Program doctor = Program.start(nowhere, command("doctor"))) {
            assertThat(doctor.await()).anyMatch(line -> line.contains("class data sharing") && line.endsWith("off"));
            assertThat(doctor.exitCode()).isZero();
        }
    }

    @Test
    void a_missing_jar_is_said_with_what_to_do() throws Exception {
        try (Program none = Program.start(Map.of("CORDON_JAR", "/nowhere/cordon.jar"), command("--version"))) {
            assertThat(none.await())
                    .singleElement()
                    .asString()
                    .contains("does not exist", "mvn -q -DskipTests package");
            assertThat(none.exitCode()).isEqualTo(3);
        }
    }

    private List<String> cordon(String... args) throws IOException, InterruptedException {
        try (Program program = Program.start(Map.of("XDG_CACHE_HOME", cache.toString()), command(args))) {
            return program.await();
        }
    }

    private static List<String> command(String... args) {
        List<String> command =
                new ArrayList<>(List.of(Program.ROOT.resolve("cli/bin/cordon").toString()));
        command.addAll(List.of(args));
        return command;
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("cordon"))) {
            return files.sorted().toList();
        }
    }
}
