package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The moto server, which stands in for S3, DynamoDB and KMS: one process for all tests of this JVM. Where it is not
 * installed the test skips itself, or fails if {@code CORDON_REQUIRE_REAL=1} demands it.
 */
public final class Moto {

    private static final String PROGRAM = "moto_server";
    private static final Pattern READY = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    /** Ends the server with its own input, which the end of this JVM closes, however it comes about. */
    private static final String WATCHDOG = "\"$0\" -H 127.0.0.1 -p 0 2>&1 & cat > /dev/null; kill $!";

    private static Optional<URI> running = Optional.empty();

    private Moto() {}

    /** It, running. */
    public static synchronized AwsBench bench() {
        if (running.isEmpty()) {
            running = Optional.of(start());
        }
        return new AwsBench(running.get());
    }

    private static URI start() {
        Path program = find();
        try {
            Process process = new ProcessBuilder("sh", "-c", WATCHDOG, program.toString()).start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    drain(process);
                    return URI.create(ready.group(1));
                }
                said.append(line).append('\n');
            }
            return fail("`" + PROGRAM + "` did not start: " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It reports every request, and stops when nobody reads. */
    private static void drain(Process process) {
        Thread reader = new Thread(
                () -> {
                    try {
                        process.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // it has ended
                    }
                },
                "moto output");
        reader.setDaemon(true);
        reader.start();
    }

    private static Path find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found = Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && "1".equals(System.getenv("CORDON_REQUIRE_REAL"))) {
            fail("`" + PROGRAM + "` is not installed, and CORDON_REQUIRE_REAL=1 demands it");
        }
        return found.orElseGet(() -> abort("skipped: `" + PROGRAM + "` is not installed (pip install moto[server])"));
    }
}
