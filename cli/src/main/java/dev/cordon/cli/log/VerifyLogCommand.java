package dev.cordon.cli.log;

import dev.cordon.chain.LogHead;
import dev.cordon.chain.LogTrust;
import dev.cordon.chain.LogVerifier;
import dev.cordon.chain.Verdict;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.cli.TokenOption;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SignatureProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon log verify}: is a log as it was written? */
@Command(
        name = "verify",
        description = {
            "Verify that a log is as it was written, and name the first record that was altered, removed, inserted or"
                    + " moved.",
            "Of a log that was rotated name all files, oldest first; or the newest alone, and those beside it are found."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon log verify decisions.log --log-key log.jwks",
            "  cordon log verify decisions.log.2.gz decisions.log.1 decisions.log --log-key log.jwks --json",
            "",
            "Exit codes: 0 it is whole; 1 it is not; 2 bad usage or input"
        })
final class VerifyLogCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "LOG", arity = "1..*", description = "the log's files, oldest first; - for standard input")
    private List<Path> logs = new ArrayList<>();

    @Option(
            names = "--log-key",
            paramLabel = "FILE",
            description = "the public keys (JWKS) that may have signed it; without them, signatures are not looked at")
    private Optional<String> keys = Optional.empty();

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description = "how far the log had come (default: the file beside it, with .head to its name); best a copy"
                    + " that was kept elsewhere")
    private Optional<Path> head = Optional.empty();

    @Option(
            names = "--without-head",
            description = "verify without one: lines that were cut off the end are NOT missed")
    private boolean headless;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    VerifyLogCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<JsonWebKeys> trusted = Optional.empty();
        if (keys.isPresent()) {
            trusted = Optional.of(TokenOption.keys(keys.get()));
        }
        // before the log itself, which may be growing
        Optional<LogHead> known = head();
        List<Path> files = logs.size() == 1 ? LogFamily.of(console, logs.get(0)) : logs;
        LogVerifier verifier = new LogVerifier(new LogTrust(trusted, SignatureProvider.fastest(), known));
        for (Path file : files) {
            verifier.file(file.toString());
            new LogFile(console, file).readRaw(verifier::take);
        }
        Verdict verdict = verifier.end();
        VerdictText text = new VerdictText(console, files, verdict);
        if (json) {
            console.out().println(text.asJson().toCanonical());
        } else {
            text.print(trusted.isPresent());
        }
        return verdict.isWhole() ? ExitCode.YES : ExitCode.NO;
    }

    /** Whoever cuts a log may take its head away, too: that there is none must not pass in silence. */
    private Optional<LogHead> head() throws CommandException {
        if (headless && head.isPresent()) {
            throw CommandException.badInput("`--head` and `--without-head` contradict each other: leave one out");
        } else if (headless) {
            return Optional.empty();
        }
        Path newest = logs.get(logs.size() - 1);
        Path file = head.orElse(Path.of(newest + ".head"));
        if (head.isEmpty() && !Files.exists(file)) {
            requireReadable(newest);
            throw CommandException.badInput("there is no head `" + file + "`, so lines that were cut off the end would"
                    + " not be missed: name a copy with `--head`, or write `--without-head`");
        }
        byte[] bytes = InputFiles.bytes("head", file, LogHead.LARGEST);
        return Optional.of(LogHead.read(bytes)
                .orElseThrow(() -> CommandException.badInput(
                        "`" + file + "` is no head of a log: name a copy of it with `--head`")));
    }

    /** Where the log itself can't be read, that is what to say. */
    private void requireReadable(Path log) throws CommandException {
        if (!log.toString().equals("-")) {
            Optional<byte[]> unused = new LogFile(console, log).first();
        }
    }
}
