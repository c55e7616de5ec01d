package dev.cordon.cli.bundle;

import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.Json;
import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon bundle verify}: would an enforcement point so configured take this bundle? */
@Command(
        name = "verify",
        description = "Check a bundle as an enforcement point would before it uses it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon bundle verify --bundle shop.bundle --bundle-key bundle.jwks --policy-name shop --environment production",
            "",
            "Exit codes: 0 it would be used; 1 it would be refused; 2 bad usage or input"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final BundleOptions bundle = new BundleOptions();

    @Option(names = "--policy-name", paramLabel = "NAME", required = true, description = "the policy it must be of")
    private String policy = "";

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            required = true,
            description = "the environment it must be for")
    private String environment = "";

    @Option(names = "--minimum-sequence", paramLabel = "NUMBER", description = "the lowest sequence that is taken")
    private long minimumSequence;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        byte[] bytes = InputFiles.bytes("bundle", bundle.file(), Bundle.LARGEST);
        try {
            BundleExpectations expected = new BundleExpectations(
                    bundle.trust(console), new PolicyName(policy), new Environment(environment), minimumSequence);
            PolicyRevision revision = BundleLoader.load(
                            bytes, expected, console.clock().instant())
                    .revision();
            print(revision);
            return ExitCode.YES;
        } catch (BundleRefusedException e) {
            console.out()
                    .println(
                            json
                                    ? Json.object()
                                            .put("verified", false)
                                            .put("refusal", e.refusal().name())
                                            .put("message", String.valueOf(e.getMessage()))
                                            .build()
                                    : console.bad("refused") + " (" + e.refusal() + "): " + e.getMessage());
            return ExitCode.NO;
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private void print(PolicyRevision revision) {
        console.out()
                .println(
                        json
                                ? Json.object()
                                        .put("verified", true)
                                        .put("sequence", revision.sequence())
                                        .put("revision", revision.hash())
                                        .put("validUntil", revision.validUntil().toString())
                                        .build()
                                : console.good("verified") + ": sequence " + revision.sequence() + ", valid until "
                                        + revision.validUntil() + ", revision " + revision.hash());
    }
}
