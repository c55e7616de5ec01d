package dev.cordon.aws.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.cordon.issuance.PlatformIdentities.Vouched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What the documentation has a workload in Python do. */
final class DocumentedAssertionTest {

    private static final Pattern SNIPPET = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
    private static final String SERVER = "https://tokens.shop.example";

    @Test
    void a_workload_in_python_is_vouched_for() throws Exception {
        Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("../docs/aws-lifecycle.md")));
        assertThat(snippet.find()).isTrue();
        try (StrictSts sts = new StrictSts()) {
            AwsSessionCredentialsIdentity workload = sts.workload("orders");
            String assertion =
                    run(snippet.group(1) + "\nprint(assertion('" + SERVER + "', 'eu-west-1'), end='')\n", workload);
            StsIdentities identities = StsIdentities.over(
                    UrlConnectionHttpClient.create(), Optional.of(sts.endpoint()), Set.of("eu-west-1"));

            Vouched vouched = (Vouched) identities.check(assertion, Set.of(SERVER), Instant.now());
            assertThat(vouched.identity()).hasToString("arn:aws:iam::123456789012:role/orders");
        }
    }

    private static String run(String script, AwsSessionCredentialsIdentity workload) throws Exception {
        if (exit(new ProcessBuilder("python3", "-c", "import botocore.session")) != 0) {
            if ("1".equals(System.getenv("CORDON_REQUIRE_REAL"))) {
                fail("Python's `botocore` is not installed, and CORDON_REQUIRE_REAL=1 demands it");
            }
            abort("skipped: Python's `botocore` is not installed (pip install botocore)");
        }
        ProcessBuilder python = new ProcessBuilder("python3", "-c", script);
        python.environment().put("AWS_ACCESS_KEY_ID", workload.accessKeyId());
        python.environment().put("AWS_SECRET_ACCESS_KEY", workload.secretAccessKey());
        python.environment().put("AWS_SESSION_TOKEN", workload.sessionToken());
        python.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = python.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    private static int exit(ProcessBuilder program) throws InterruptedException {
        try {
            return program.redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
