package dev.cordon.cli.diff;

import dev.cordon.analysis.PolicyDiff;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.cli.PolicyFiles;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.PolicyCodec;
import dev.cordon.document.UnverifiedBundle;
import dev.cordon.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon diff}: what a new policy allows and an old one did not, and the other way round. */
@Command(
        name = "diff",
        description = {
            "Say which edges become allowed or denied, or allowed on other terms: callers, targets and operations, not"
                    + " lines of a file.",
            "Each file is a policy (YAML) or a bundle, whose signature is not checked."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon diff shop.yaml changed.yaml",
            "  cordon diff --json live.bundle shop.yaml",
            "",
            "Exit codes: 0 nothing differs; 1 something does; 2 bad usage or input"
        })
public final class DiffCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "OLD", description = "the policy of before")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "the policy of after")
    private Path fresh = Path.of("");

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        PolicyDiff diff = PolicyDiff.of(policy(old), policy(fresh));
        if (json) {
            console.out().println(DiffText.asJson(diff).toCanonical());
        } else {
            diff.changes().forEach(change -> DiffText.print(console, change));
            console.out().println(DiffText.sum(diff));
        }
        return diff.changes().isEmpty() ? ExitCode.YES : ExitCode.NO;
    }

    private Policy policy(Path file) throws CommandException {
        byte[] bytes = InputFiles.bytes("policy", file, Bundle.LARGEST);
        // a bundle begins with a detached signature: a JWS without its middle part
        return new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1)
                        .matches("(?s)[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]*.*")
                ? bundled(file, bytes)
                : PolicyFiles.valid(console, file).policy().orElseThrow();
    }

    private static Policy bundled(Path file, byte[] bytes) throws CommandException {
        try {
            return PolicyCodec.decode(UnverifiedBundle.read(bytes).claimedContent());
        } catch (BundleRefusedException | InvalidDocumentException e) {
            throw CommandException.badInput("bundle `" + file + "`: " + e.getMessage());
        }
    }
}
