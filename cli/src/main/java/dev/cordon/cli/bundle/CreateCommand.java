package dev.cordon.cli.bundle;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.OutputFiles;
import dev.cordon.cli.PluginOptions;
import dev.cordon.cli.PolicyFiles;
import dev.cordon.document.Bundle;
import dev.cordon.document.Edition;
import dev.cordon.document.Json;
import dev.cordon.document.PolicyCodec;
import dev.cordon.policy.Policy;
import dev.cordon.token.SignerUnavailableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon bundle create}: compile and sign a policy for one environment. */
@Command(
        name = "create",
        description = "Make a bundle of a policy for one environment, and sign it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon bundle create shop.yaml --key bundle.jwk --sequence 7 --out shop.bundle",
            "  cordon bundle create shop.yaml --environment staging --key bundle.jwk --sequence 7 --valid-for 7d --out shop.bundle",
            "  cordon bundle create shop.yaml --key awskms:///alias/cordon-bundles --sequence 7 --out shop.bundle",
            "",
            "To go back to an older policy, publish it under a new, higher sequence."
        })
final class CreateCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the policy (YAML)")
    private Path file = Path.of("policy.yaml");

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the bundle; replaced whole")
    private Path out = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "the private JWK to sign with, or a cloud's key such as awskms:///alias/NAME")
    private Optional<String> key = Optional.empty();

    @Option(names = "--unsigned", description = "do not sign; enforcement points refuse it unless told otherwise")
    private boolean unsigned;

    @Option(names = "--environment", paramLabel = "NAME", description = "for which one (default: the policy's first)")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--sequence",
            paramLabel = "NUMBER",
            required = true,
            description = "higher than that of every bundle published before")
    private long sequence;

    @Mixin
    private final Validity validity = new Validity();

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    CreateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        if (key.isPresent() == unsigned) {
            throw CommandException.badInput("sign the bundle with --key KEY, or write --unsigned");
        }
        Policy policy = PolicyFiles.valid(console, file).policy().orElseThrow();
        Instant until = validity.end(console);
        byte[] bundle = bundle(policy, until);
        OutputFiles.open(out, bundle);
        report(policy, until);
        return ExitCode.YES;
    }

    private byte[] bundle(Policy policy, Instant until) throws CommandException {
        try {
            Edition edition = new Edition(PolicyFiles.environment(policy, environment), sequence, until);
            return key.isPresent()
                    ? Bundle.sign(policy, edition, plugins.signer(key.get()))
                    : Bundle.unsigned(policy, edition);
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private void report(Policy policy, Instant until) throws CommandException {
        String revision = PolicyCodec.revision(PolicyCodec.encode(policy));
        String name = PolicyFiles.environment(policy, environment).text();
        if (json) {
            console.out()
                    .println(Json.object()
                            .put("policy", policy.name().text())
                            .put("environment", name)
                            .put("sequence", sequence)
                            .put("revision", revision)
                            .put("validUntil", until.toString())
                            .put("signed", key.isPresent())
                            .build());
        } else {
            console.out()
                    .println("made `" + out + "`: policy `" + policy.name() + "` for `" + name + "`, sequence "
                            + sequence + ", valid until " + until
                            + (unsigned ? console.bad(", unsigned") : ", signed"));
            console.out().println("revision " + revision);
        }
    }
}
