package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.docs.Snippet;
import dev.cordon.tests.docs.Transcript;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.tests.surroundings.Shell;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Terraform;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types what the tutorial shows into a shell, and compares what is printed. Terraform, {@code cordon} and its plugin
 * are the real ones. Calls to the APIs' addresses in AWS are sent to ones here, which behave as what is applied does.
 * What Terraform did to the tutorial's service is told on the emulated bus, as CloudTrail would.
 */
@Tag("full")
class AwsTutorialIT {

    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Path PAGE = ROOT.resolve("docs/aws-tutorial.md");
    private static final Path EXAMPLE = Path.of("work/infra-terraform/examples/aws-rest");

    @TempDir
    Path folder;

    private final CloudShop shop = CloudShop.shared();
    private TutorialCloud cloud;
    private Path control;
    private String bucket;
    private String bucketPolicy;

    AwsTutorialIT() throws Exception {}

    @AfterEach
    void close() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void every_command_prints_what_the_tutorial_shows() throws Exception {
        RealProgram.find("terraform");
        Deque<Snippet> files = new ArrayDeque<>(Snippet.of(PAGE, "hcl"));
        try (Shell shell = new Shell(folder, environment())) {
            for (Transcript step : Transcript.of(PAGE)) {
                while (!files.isEmpty() && files.getFirst().line() < step.line()) {
                    Snippet file = files.removeFirst();
                    Files.writeString(folder.resolve(EXAMPLE).resolve(file.file()), file.text());
                }
                type(shell, step);
            }
        }
        assertThat(files).isEmpty();
    }

    private void type(Shell shell, Transcript step) throws Exception {
        boolean applies = step.command().contains("terraform apply");
        if (applies && bucket != null) {
            shop.moto().putBucketPolicy(bucket, bucketPolicy);
        }
        collectLog();
        List<String> output = step.command().contains("terraform init")
                ? Terraform.initialising(() -> shell.type(step.command()))
                : shell.type(step.command());
        assertThat(step.matches(output))
                .as(
                        "aws-tutorial.md:%d: $ %s%nprints%n%s%nnot%n%s",
                        step.line(), step.command(), String.join("\n", output), String.join("\n", step.output()))
                .isTrue();
        if (applies) {
            deploy(shell);
        }
    }

    private Map<String, String> environment() throws Exception {
        Map<String, String> environment = new HashMap<>(shop.moto().environment());
        environment.putAll(Terraform.SETTINGS);
        environment.put("TF_CLI_ARGS", "-no-color");
        environment.put("TF_CLI_ARGS_apply", "-parallelism=20");
        environment.put("TF_CLI_ARGS_destroy", "-parallelism=20 -refresh=false");
        environment.put("TUTORIAL", folder.toString());
        environment.put("TUTORIAL_CURL", RealProgram.find("curl").toString());
        environment.put("CHECKOUT", ROOT.toString());
        environment.put("NEWER", newer().toString());
        environment.put("XDG_CACHE_HOME", ROOT.resolve("tests/target/cache").toString());
        environment.put("PATH", programs() + ":" + ROOT.resolve("cli/bin") + ":" + System.getenv("PATH"));
        return environment;
    }

    /** A package of other bytes that does the same: a zip may begin with anything. */
    private Path newer() throws Exception {
        Path newer = folder.resolve("newer.jar");
        Files.write(newer, "a newer version".getBytes(StandardCharsets.US_ASCII));
        Files.write(newer, Files.readAllBytes(FunctionPackage.JAR), StandardOpenOption.APPEND);
        return newer;
    }

    /** A curl that finds the APIs here, and of the AWS command line what the tutorial types. */
    private Path programs() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : List.of("curl", "aws")) {
            try (InputStream text = AwsTutorialIT.class.getResourceAsStream("tutorial/" + name)) {
                Files.copy(text, programs.resolve(name));
            }
            Files.setPosixFilePermissions(programs.resolve(name), PosixFilePermissions.fromString("rwx------"));
        }
        return programs;
    }

    /** What CloudWatch would have got so far: nothing here takes what functions print there. */
    private void collectLog() throws Exception {
        if (cloud != null) {
            Files.write(folder.resolve(cloud.functionName() + ".log"), cloud.log());
        }
    }

    private void deploy(Shell shell) throws Exception {
        String state = String.join("\n", shell.type("terraform show -json"));
        Applied applied = Applied.of(Json.parse(state.strip()));
        bucket = applied.settings().get("CORDON_BUCKET");
        bucketPolicy = shop.moto().takeBucketPolicy(bucket);
        if (control == null) {
            control = FunctionPackage.unpack(FunctionPackage.CONTROL_JAR, folder.resolve("control"));
        }
        TutorialCloud before = cloud;
        cloud = new TutorialCloud(shop, applied, control);
        Path ports = Files.createDirectories(folder.resolve("ports"));
        for (Map.Entry<String, Integer> port : cloud.ports().entrySet()) {
            Files.writeString(ports.resolve(port.getKey()), port.getValue().toString());
        }
        if (before != null) {
            before.close();
            cloud.tell(before.applied());
        }
    }
}
