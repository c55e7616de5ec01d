package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.docs.Transcript;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.tests.surroundings.Shell;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Terraform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
 * are the real ones. Calls to the API's address in AWS are sent to one here, which behaves as what is applied does.
 */
@Tag("full")
class AwsTutorialIT {

    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @TempDir
    Path folder;

    private final CloudShop shop = CloudShop.shared();
    private TutorialCloud cloud;
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
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void every_command_prints_what_the_tutorial_shows() throws Exception {
        RealProgram.find("terraform");
        try (Shell shell = new Shell(folder, environment())) {
            for (Transcript step : Transcript.of(ROOT.resolve("docs/aws-tutorial.md"))) {
                if (step.command().contains("terraform apply") && bucket != null) {
                    shop.moto().putBucketPolicy(bucket, bucketPolicy);
                }
                collectLog();
                List<String> output = step.command().contains("terraform init")
                        ? Terraform.initialising(() -> shell.type(step.command()))
                        : shell.type(step.command());
                assertThat(step.matches(output))
                        .as(
                                "aws-tutorial.md:%d: $ %s%nprints%n%s%nnot%n%s",
                                step.line(),
                                step.command(),
                                String.join("\n", output),
                                String.join("\n", step.output()))
                        .isTrue();
                if (step.command().contains("terraform apply")) {
                    deploy(shell);
                }
            }
        }
    }

    private Map<String, String> environment() throws Exception {
        Map<String, String> environment = new HashMap<>(shop.moto().environment());
        environment.putAll(Terraform.SETTINGS);
        environment.put("TF_CLI_ARGS", "-no-color");
        environment.put("TF_CLI_ARGS_apply", "-parallelism=20");
        environment.put("TF_CLI_ARGS_destroy", "-parallelism=20 -refresh=false");
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

    /** A curl that finds the API here, and of the AWS command line what shows the lines that the function printed. */
    private Path programs() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        program(
                programs.resolve("curl"),
                "here=http://127.0.0.1:$(cat " + folder.resolve("port") + ")\n" + "exec " + RealProgram.find("curl")
                        + " \"${@/#https:\\/\\/*.amazonaws.com/$here}\"\n");
        program(
                programs.resolve("aws"),
                "[ \"$1 $2 ${*:4}\" = 'logs tail --since 30m --format short' ] || exit 2\n" + "exec cat \"" + folder
                        + "/$(basename \"$3\").log\"\n");
        return programs;
    }

    private static void program(Path file, String commands) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + commands);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
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
        if (cloud != null) {
            cloud.close();
        }
        cloud = new TutorialCloud(shop, applied);
        Files.writeString(folder.resolve("port"), Integer.toString(cloud.port()));
    }
}
