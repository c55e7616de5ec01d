package dev.cordon.cli.bundle;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.InputFiles;
import dev.cordon.cloud.Cloud;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleHeader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.UnverifiedBundle;
import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import dev.cordon.publication.Outcome;
import dev.cordon.publication.Publisher;
import dev.cordon.publication.StoreUnavailableException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon bundle publish}: put a bundle where enforcement points read it. */
@Command(
        name = "publish",
        description = {
            "Put a signed bundle where enforcement points read it, and demand it of them from then on.",
            "It is checked first as they would. Broken off, the same command again finishes it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon bundle publish shop.bundle file:///var/lib/cordon --bundle-key bundle.jwks",
            "  cordon bundle publish shop.bundle 's3://BUCKET/PREFIX?head=TABLE' --bundle-key bundle.jwks --environment production",
            "",
            "Exit codes: 0 published; 1 refused; 2 bad usage or input; 3 the store does not answer"
        })
final class PublishCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "the bundle")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "PLACE", description = "a folder (file:DIR), or a cloud's store")
    private String place = "";

    @Option(
            names = "--policy-name",
            paramLabel = "NAME",
            description = "the policy it must be of (default: the one that it says it is of)")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "the environment it must be for (default: the one that it says it is for)")
    private Optional<String> environment = Optional.empty();

    @Mixin
    private final PublishOptions options = new PublishOptions();

    PublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        byte[] bytes = InputFiles.bytes("bundle", file, Bundle.LARGEST);
        BundleHeader claimed = claimed(bytes);
        Cloud.Place stores = options.plugins().place(place);
        try {
            Publisher publisher = new Publisher(stores.objects(), stores.heads(), expected(claimed));
            Outcome outcome = publisher.publishBundle(bytes, console.clock().instant());
            return options.report(
                    console, outcome, "bundle", new PublishOptions.Published(claimed.policy(), claimed.edition()));
        } catch (StoreUnavailableException e) {
            throw CommandException.couldNot(e.getMessage() + "; the same command again finishes what was begun");
        }
    }

    private BundleHeader claimed(byte[] bytes) throws CommandException {
        try {
            return UnverifiedBundle.read(bytes).claimedHeader();
        } catch (BundleRefusedException e) {
            throw CommandException.badInput("`" + file + "`: " + e.getMessage());
        }
    }

    private BundleExpectations expected(BundleHeader claimed) throws CommandException {
        try {
            return new BundleExpectations(
                    options.trust(),
                    policy.map(PolicyName::new).orElse(claimed.policy()),
                    environment.map(Environment::new).orElse(claimed.edition().environment()),
                    0);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }
}
