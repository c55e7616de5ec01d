package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompletionTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'cordon se', serve",
        "'cordon tok', token",
        "'cordon token m', mint",
        "'cordon serve --minimum', --minimum-sequence",
        "'cordon bundle create --seq', --sequence",
    })
    void bash_completes_commands_and_options(String typed, String completion) throws Exception {
        Path script = Files.writeString(folder.resolve("cordon.bash"), print("bash"));
        String[] words = typed.split(" ", -1);
        String ask = "source " + script + "\nCOMP_WORDS=(" + typed + ")\nCOMP_CWORD=" + (words.length - 1)
                + "\n_complete_cordon\necho \"${COMPREPLY[@]}\"\n";

        assertThat(bash(ask)).contains(completion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void no_script_knows_of_the_launchers_own_command(String shell) {
        assertThat(print(shell))
                .contains("serve", "inspect", "minimum-sequence")
                .doesNotContain("train");
    }

    @Test
    void fish_is_told_what_stands_where_and_what_it_is_for() {
        assertThat(print("fish").lines())
                .contains(
                        "complete -c cordon -n '__fish_seen_subcommand_from serve' -l observe -d 'let every call through,"
                                + " and only record what would be denied: for a first roll-out'",
                        "complete -c cordon -n '__fish_seen_subcommand_from token; and __fish_seen_subcommand_from mint'"
                                + " -l key -r -d 'the issuer\\'s private JWK'")
                .anyMatch(
                        line -> line.startsWith("complete -c cordon -n 'not __fish_seen_subcommand_from validate test ")
                                && line.contains(" -f -a serve -d "))
                .allMatch(line -> line.startsWith("complete -c cordon "));
    }

    @Test
    void another_shell_is_refused() {
        Shell shell = Shell.run("completion", "tcsh");

        assertThat(shell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("`tcsh` is no shell known here: write bash, zsh or fish");
        assertThat(shell.out()).isEmpty();
    }

    private static String print(String name) {
        Shell shell = Shell.run("completion", name);
        assertThat(shell.exitCode()).isEqualTo(ExitCode.YES);
        return shell.out();
    }

    private static List<String> bash(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "--norc", "-s")
                .redirectErrorStream(true)
                .start();
        try (var in = bash.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return List.of(output.strip().split("\\s+", -1));
    }
}
