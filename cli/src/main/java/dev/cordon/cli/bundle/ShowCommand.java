package dev.cordon.cli.bundle;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleHeader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.Json;
import dev.cordon.document.PolicyCodec;
import dev.cordon.document.UnverifiedBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon bundle show}: what a bundle says of itself; nothing is verified. */
@Command(
        name = "show",
        description = "Show what a bundle says of itself. Nothing is verified: see `cordon bundle verify`.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  cordon bundle show shop.bundle", "  cordon bundle show --content shop.bundle"})
final class ShowCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the bundle")
    private Path file = Path.of("");

    @Option(names = "--content", description = "print the policy that it holds, as canonical JSON")
    private boolean content;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try {
            UnverifiedBundle bundle = UnverifiedBundle.read(InputFiles.bytes("bundle", file, Bundle.LARGEST));
            if (content) {
                console.out().println(new String(bundle.claimedContent(), StandardCharsets.UTF_8));
            } else {
                show(bundle, bundle.claimedHeader());
            }
            return ExitCode.YES;
        } catch (BundleRefusedException e) {
            throw CommandException.badInput("`" + file + "`: " + e.getMessage());
        }
    }

    private void show(UnverifiedBundle bundle, BundleHeader header) throws BundleRefusedException {
        String signature = bundle.isUnsigned()
                ? "none"
                : "by key " + bundle.claimedKeyId().orElse("without name") + ", not verified";
        String revision = PolicyCodec.revision(bundle.claimedContent());
        if (json) {
            console.out()
                    .println(Json.object()
                            .put("policy", header.policy().text())
                            .put("environment", header.edition().environment().text())
                            .put("sequence", header.edition().sequence())
                            .put("validUntil", header.edition().validUntil().toString())
                            .put("revision", revision)
                            .put("signed", !bundle.isUnsigned())
                            .put("keyId", bundle.claimedKeyId().map(Json::of))
                            .put("verified", false)
                            .build());
            return;
        }
        line("policy", header.policy().text());
        line("environment", header.edition().environment().text());
        line("sequence", Long.toString(header.edition().sequence()));
        line("valid until", header.edition().validUntil().toString());
        line("revision", revision);
        line("signature", signature);
    }

    private void line(String name, String value) {
        console.out().printf("%-12s %s%n", name, value);
    }
}
