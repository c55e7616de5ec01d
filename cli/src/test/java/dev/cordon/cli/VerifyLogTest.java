package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.mesh.log.ChainedLog;
import dev.cordon.mesh.log.LogSettings;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyLogTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, RANDOM);

    @TempDir
    Path folder;

    private Path log;
    private String keys;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");

    @BeforeEach
    void a_signed_log() throws Exception {
        log = folder.resolve("decisions.log");
        keys = Files.writeString(folder.resolve("log.jwks"), KEY.publicKeys().toJson())
                .toString();
        write(Optional.of(KEY), 5);
    }

    private void write(Optional<SigningKey> key, int records) throws IOException {
        LogSettings settings = new LogSettings(key.map(signer -> signer), 64 << 10, () -> now, RANDOM, notice -> {});
        try (ChainedLog chained = ChainedLog.at(log, settings)) {
            for (int i = 0; i < records; i++) {
                now = now.plusMillis(100);
                String line = "{\"dropped\":1,\"droppedInAll\":" + i + ",\"time\":\"" + now + "\"}";
                chained.append(lines -> lines.append(line));
                chained.flush();
            }
        }
    }

    private Shell verify(String... more) {
        List<String> args = new ArrayList<>(List.of("log", "verify", log.toString()));
        args.addAll(List.of(more));
        return Shell.run(args.toArray(String[]::new));
    }

    private void change(String from, String to) throws IOException {
        Files.writeString(log, Files.readString(log).replace(from, to));
    }

    @Test
    void a_log_that_nobody_changed_is_whole() {
        Shell shell = verify("--log-key", keys);

        assertThat(shell.err()).isEmpty();
        assertThat(shell.out().lines())
                .anyMatch(line -> line.matches("whole: lines 0 to 7 of log `[^`]{22}`"))
                .anyMatch(line -> line.matches(
                        "signed up to line 6, .*, when the log was closed; lines after the last checkpoint: 0"))
                .anyMatch(line -> line.startsWith("nothing is cut off that was written before 2026-11-28T12:00:00.5"));
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void the_first_altered_record_is_named_with_file_line_number_time_and_advice() throws Exception {
        change("\"droppedInAll\":2", "\"droppedInAll\":0");
        Shell shell = verify("--log-key", keys);

        assertThat(shell.out().lines())
                .containsSequence(
                        "not whole: altered at " + log + ":5: line 4 is not as it was written",
                        "  line 4 of the log, about 2026-11-28T12:00:00.300Z",
                        "  compare it with a copy of the log that was kept elsewhere; what follows it may be altered, too")
                .anyMatch(line -> line.startsWith("whole before that: lines 0 to 3 "));
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(verify("--json", "--log-key", keys).out())
                .contains(
                        "\"whole\":false", "\"fault\":{\"advice\":", "\"kind\":\"altered\"", "\"line\":5", "\"seq\":4")
                .contains("\"last\":3", "\"time\":\"2026-11-28T12:00:00.300Z\"");
    }

    @Test
    void without_keys_it_says_that_it_looked_at_no_signature() throws Exception {
        Shell shell = verify();
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(shell.err()).contains("signatures were not looked at");

        Files.delete(folder.resolve("decisions.log.head"));
        assertThat(verify("--log-key", keys, "--without-head").err()).contains("not compared with a head");
    }

    @Test
    void a_head_that_is_not_there_does_not_pass_in_silence() throws Exception {
        Files.delete(folder.resolve("decisions.log.head"));
        Shell shell = verify("--log-key", keys);

        assertThat(shell.err())
                .isEqualTo("cordon: there is no head `" + log + ".head`, so lines that were cut off the"
                        + " end would not be missed: name a copy with `--head`, or write `--without-head`\n");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(verify("--without-head", "--head", "x").err()).contains("contradict each other");
        assertThat(verify("--log-key", keys, "--without-head").exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void an_unsigned_log_is_whole_and_is_not_signed() throws Exception {
        log = folder.resolve("plain.log");
        write(Optional.empty(), 3);

        assertThat(verify().out()).contains("whole: lines 0 to 3 of log", "nobody signed it");
        Shell keyed = verify("--log-key", keys);
        assertThat(keyed.out()).contains("not whole: unsigned at " + log + ":1", "signature");
        assertThat(keyed.exitCode()).isEqualTo(ExitCode.NO);
    }

    @Test
    void a_head_that_was_kept_elsewhere_finds_what_was_cut_off_with_the_head_beside() throws Exception {
        byte[] before = Files.readAllBytes(log);
        Path beside = folder.resolve("decisions.log.head");
        byte[] older = Files.readAllBytes(beside);
        write(Optional.of(KEY), 5);
        Path kept = Files.copy(beside, folder.resolve("kept"));
        Files.write(log, before);
        Files.write(beside, older);

        assertThat(verify("--log-key", keys).exitCode()).isEqualTo(ExitCode.YES);
        Shell shell = verify("--log-key", keys, "--head", kept.toString());
        assertThat(shell.out()).contains("not whole: truncated at " + log + ":9", "its head knows of 8 more lines");
        assertThat(shell.exitCode()).isEqualTo(ExitCode.NO);
    }

    @Test
    void the_files_of_a_rotated_log_are_found_however_they_are_named() throws Exception {
        write(Optional.of(KEY), 2_000);
        List<Path> aside = folderFiles("decisions\\.log-[0-9-]+");
        assertThat(aside).hasSizeGreaterThan(1);
        assertThat(verify("--log-key", keys).out()).startsWith("whole: lines 0 to ");

        Path compressed = folder.resolve("decisions.log.1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(Files.readAllBytes(aside.get(0)));
        }
        Files.delete(aside.get(0));
        Files.writeString(folder.resolve("decisions.log.9"), "{\"an\":\"old log\"}\n");
        Shell shell = verify("--log-key", keys);
        assertThat(shell.out()).startsWith("whole: lines 0 to ");
        assertThat(shell.err()).contains("decisions.log.9` is left out");

        Files.delete(aside.get(1));
        assertThat(verify("--log-key", keys).out()).startsWith("not whole: removed at ");
        Files.delete(compressed);
        assertThat(verify("--log-key", keys).err()).contains("the log begins before these files: lines 0 to ");
    }

    private List<Path> folderFiles(String pattern) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void files_can_be_named_and_the_log_can_be_piped_in() throws Exception {
        String text = Files.readString(log);
        Shell piped = Shell.at(now, text, "log", "verify", "-", "--log-key", keys, "--without-head");
        assertThat(piped.out()).startsWith("whole: lines 0 to 7 ");
        assertThat(piped.exitCode()).isEqualTo(ExitCode.YES);
        Shell twice = Shell.run("log", "verify", log.toString(), log.toString(), "--log-key", keys);
        assertThat(twice.out()).contains("not whole: another-log at ");
    }

    @Test
    void what_can_not_be_used_is_told_in_one_line() throws Exception {
        Files.writeString(folder.resolve("no.head"), "x");
        for (Shell shell : List.of(
                verify("--head", folder.resolve("none").toString()),
                verify("--head", folder.resolve("no.head").toString()),
                verify("--log-key", folder.resolve("none").toString()),
                verify("--log-key", log.toString()),
                Shell.run("log", "verify", folder.resolve("none").toString()),
                Shell.run("log", "verify", folder.toString()))) {
            assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(shell.err().lines()).hasSize(1);
            assertThat(shell.out()).isEmpty();
        }
        assertThat(Shell.run("log", "verify").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Files.write(folder.resolve("broken.gz"), "no gzip".getBytes(StandardCharsets.UTF_8));
        Shell broken = Shell.run(
                "log", "verify", "--without-head", folder.resolve("broken.gz").toString());
        assertThat(broken.exitCode()).isEqualTo(ExitCode.COULD_NOT);
        assertThat(broken.err().lines()).hasSize(1);
    }
}
