package dev.cordon.tests.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.RealProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The real Terraform, in one folder of a copy of {@code infra-terraform}, so that the checkout stays clean. */
public final class Terraform {

    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Path SOURCE = ROOT.resolve("infra-terraform");

    /** Where providers are kept, for a machine that downloads them: once is enough. */
    private static final Path PLUGINS = ROOT.resolve("tests/target/terraform/plugins");

    private static final Path GUARD = PLUGINS.resolveSibling("plugins.lock");

    /** Variables that it is run with. */
    public static final Map<String, String> SETTINGS = Map.of(
            "CHECKPOINT_DISABLE", "1",
            "TF_IN_AUTOMATION", "1",
            "TF_PLUGIN_CACHE_DIR", PLUGINS.toString(),
            "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE", "1");

    /** Runs its arguments to their end, or to the end of whoever holds the other end of its standard input. */
    private static final List<String> WATCHED = List.of(
            "sh",
            "-c",
            "exec 3<&0; \"$@\" < /dev/null & pid=$!; (cat <&3 > /dev/null; kill $pid) & watch=$!;"
                    + " wait $pid; code=$?; kill $watch; exit $code",
            "sh");

    private final Path folder;
    private final Path data = PLUGINS.resolveSibling("data-" + UUID.randomUUID());
    private final Map<String, String> environment;

    /**
     * In a folder of a copy.
     *
     * @param environment variables beside those of this process, of which those for AWS are left out
     */
    public Terraform(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** What came out. */
    record Result(int exitCode, String output) {

        Result succeeded() {
            assertThat(exitCode).as(output).isZero();
            return this;
        }
    }

    /** Copies what git would keep of {@code infra-terraform}. */
    public static Path copyTo(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".terraform"))
                    .toList()) {
                Path copy = target.resolve(SOURCE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return target;
    }

    Path folder() {
        return folder;
    }

    /** Downloads the provider, or takes it from where the machine's Terraform configuration says. */
    Terraform init() throws Exception {
        initialising(() -> run("init", "-input=false", "-no-color")).succeeded();
        return this;
    }

    /**
     * What runs {@code terraform init}, alone: Terraform does not guard its folder of providers against itself, be it
     * of this process or of another.
     */
    public static <T> T initialising(Callable<T> init) throws Exception {
        synchronized (PLUGINS) {
            Files.createDirectories(PLUGINS);
            try (FileChannel guard = FileChannel.open(GUARD, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                guard.lock();
                return init.call();
            }
        }
    }

    /** Applies what is in the folder, with further arguments. */
    public void apply(String... further) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=20"));
        arguments.addAll(List.of(further));
        run(arguments.toArray(String[]::new)).succeeded();
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(WATCHED);
        command.add(RealProgram.find("terraform").toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("TF_VAR_"));
        builder.environment().putAll(SETTINGS);
        builder.environment().put("TF_DATA_DIR", data.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        int exitCode = process.waitFor();
        process.getOutputStream().close();
        return new Result(exitCode, Files.readString(output, StandardCharsets.UTF_8));
    }

    Json json(String... arguments) throws IOException, InterruptedException, InvalidDocumentException {
        return Json.parse(run(arguments).succeeded().output().strip());
    }
}
