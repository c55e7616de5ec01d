package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in a dead-letter queue, which a plugin brings. */
final class ReplayDeadLettersTest {

    @TempDir
    private Path folder;

    private Path dead;
    private Path queue;

    @BeforeEach
    void fill() throws IOException {
        dead = Files.createDirectory(folder.resolve("dead"));
        queue = Files.createDirectory(folder.resolve("queue"));
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("fake.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/dev.cordon.cloud.Cloud"));
            jar.write("dev.cordon.cli.FakeCloud".getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 1; i <= 5; i++) {
            Files.writeString(
                    dead.resolve("m" + i),
                    "{\"source\":\"aws.lambda\",\"time\":\"2026-11-29T12:00:0" + i
                            + "Z\",\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":{\"eventName\":\"Delete"
                            + i
                            + "\"}}");
        }
        Files.writeString(dead.resolve("m6"), "\u001b[31m no event");
    }

    private Shell replay(String... args) {
        String[] fixed = {
            "aws",
            "replay-dlq",
            "--dead-letters",
            "fakequeue://" + dead,
            "--plugins",
            folder.resolve("plugins").toString()
        };
        String[] all = Arrays.copyOf(fixed, fixed.length + args.length);
        System.arraycopy(args, 0, all, fixed.length, args.length);
        return Shell.run(all);
    }

    private String to() {
        return "fakequeue://" + queue;
    }

    private static long files(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    @Test
    void all_are_sent_again_with_a_line_each() {
        Shell shell = replay("--queue", to());
        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.YES);
        assertThat(shell.out().lines())
                .hasSize(6)
                .contains("m1  2026-11-29T12:00:01Z  aws.lambda  Delete1", "m6  no event");
        assertThat(shell.err()).isEqualTo("sent 6 again\n");
        assertThat(files(dead)).isZero();
        assertThat(files(queue)).isEqualTo(6);
        assertThat(replay("--queue", to()).err()).isEqualTo("there are no dead letters\n");
    }

    @Test
    void a_limit_is_kept() {
        assertThat(replay("--queue", to(), "--limit", "3").err()).isEqualTo("sent 3 again\n");
        assertThat(files(dead)).isEqualTo(3);
        assertThat(replay("--queue", to(), "--limit", "0").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void a_look_sends_none_and_ends() throws Exception {
        Shell shell = replay("--dry-run", "--json");
        Json.Members answer = (Json.Members) Json.parse(shell.out().strip());
        assertThat(answer.find("sent")).contains(Json.of(0));
        assertThat(((Json.Items) answer.find("messages").orElseThrow()).list()).isNotEmpty();
        assertThat(files(dead)).isEqualTo(6);
        assertThat(replay("--dry-run").err()).contains("dead letters");
    }

    @Test
    void what_is_sent_is_json_too() throws Exception {
        Json.Members answer = (Json.Members)
                Json.parse(replay("--queue", to(), "--json").out().strip());
        assertThat(answer.find("sent")).contains(Json.of(6));
        assertThat(answer.toCanonical())
                .contains(
                        "{\"id\":\"m2\",\"name\":\"Delete2\",\"source\":\"aws.lambda\",\"time\":\"2026-11-29T12:00:02Z\"}");
    }

    @Test
    void where_a_queue_does_not_answer_it_says_how_far_it_came() throws IOException {
        Files.delete(queue);
        Shell shell = replay("--queue", to());
        assertThat(shell.exitCode()).isEqualTo(ExitCode.COULD_NOT);
        assertThat(shell.err()).contains("0 sent so far; the queue `" + queue + "` does not answer");
    }

    @Test
    void it_is_told_whether_to_send_or_to_look() {
        assertThat(replay().err()).contains("name `--queue` to send them there, or `--dry-run`");
        assertThat(replay("--queue", to(), "--dry-run").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Shell unknown = Shell.run(
                "aws",
                "replay-dlq",
                "--dead-letters",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/a",
                "--dry-run",
                "--plugins",
                folder.resolve("dead").toString());
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unknown.err()).contains("put `cordon-aws.jar` into");
        assertThat(Shell.run("aws").err()).contains("name a command: replay-dlq");
    }
}
