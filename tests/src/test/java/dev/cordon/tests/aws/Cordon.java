package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.tests.surroundings.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged command line with the AWS plugin, in a folder of its own. */
final class Cordon {

    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Path JAR = ROOT.resolve("cli/target/cordon.jar");
    private static final Path PLUGIN = ROOT.resolve("aws-adapter/target/cordon-aws.jar");

    private final Path folder;
    private final Map<String, String> environment;

    /** With variables that say where AWS is. */
    Cordon(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.copy(PLUGIN, plugins.resolve("cordon-aws.jar"));
        this.environment = new HashMap<>(environment);
        this.environment.put("CORDON_PLUGINS", plugins.toString());
    }

    /** Runs a command that must succeed. */
    List<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        try (Child process = Child.start(folder, environment, command)) {
            int exitCode = process.awaitEnd();
            assertThat(exitCode).as("%s%n%s", command, process.lines()).isZero();
            return process.lines();
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
