package dev.cordon.cli.bundle;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.PluginOptions;
import dev.cordon.cli.TokenOption;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.policy.PolicyName;
import dev.cordon.publication.Outcome;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is alike in publishing bundles and keys. */
final class PublishOptions {

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    @Option(
            names = "--bundle-key",
            paramLabel = "FILE",
            required = true,
            description = "the JWKS that enforcement points pin; what they would refuse is not published")
    private String bundleKey = "";

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    PublishOptions() {}

    PluginOptions plugins() {
        return plugins;
    }

    BundleTrust trust() throws CommandException {
        return BundleTrust.pinned(TokenOption.keys(bundleKey));
    }

    /**
     * Says what became of it.
     *
     * @param what such as {@code bundle}
     * @return the exit code
     */
    int report(Console console, Outcome outcome, String what, Published published) {
        if (outcome instanceof Outcome.Refused refused) {
            console.out()
                    .println(
                            json
                                    ? Json.object()
                                            .put("published", false)
                                            .put("message", refused.why())
                                            .build()
                                    : console.bad("refused") + ": " + refused.why());
            return ExitCode.NO;
        }
        boolean anew = outcome instanceof Outcome.Published;
        Edition edition = published.edition();
        console.out()
                .println(
                        json
                                ? json(published, anew).build()
                                : console.good(anew ? "published" : "already published") + ": " + what + " of policy `"
                                        + published.policy() + "` for `" + edition.environment() + "`, sequence "
                                        + edition.sequence() + ", valid until " + edition.validUntil());
        return ExitCode.YES;
    }

    private static JsonObjectBuilder json(Published published, boolean anew) {
        Edition edition = published.edition();
        return Json.object()
                .put("published", true)
                .put("changed", anew)
                .put("policy", published.policy().text())
                .put("environment", edition.environment().text())
                .put("sequence", edition.sequence())
                .put("validUntil", edition.validUntil().toString());
    }

    /** What was to be published. */
    record Published(PolicyName policy, Edition edition) {}
}
