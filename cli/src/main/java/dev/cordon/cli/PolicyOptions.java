package dev.cordon.cli;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.policy.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A policy to act on: as its author wrote it, or as a bundle. */
public final class PolicyOptions {

    private static final Instant NEVER = Instant.ofEpochSecond(253_402_300_799L);
    private static final String NOT_PUBLISHED = "0".repeat(64);

    @Option(names = "--policy", paramLabel = "FILE", description = "a policy (YAML)")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "the environment to enforce in (default: the policy's first)")
    private Optional<String> environment = Optional.empty();

    @Mixin
    private final BundleOptions bundle = new BundleOptions();

    /** For picocli. */
    public PolicyOptions() {}

    /**
     * The policy that the user named.
     *
     * @throws CommandException where none or both were named, or it can't be used
     */
    public BundleOptions.Loaded load(Console console) throws CommandException {
        if (policy.isPresent() == bundle.isNamed()) {
            throw CommandException.badInput("name one policy: --policy FILE, or --bundle FILE with --bundle-key FILE");
        }
        if (bundle.isNamed()) {
            return bundle.load(console, environment);
        }
        Policy source = PolicyFiles.valid(console, policy.get()).policy().orElseThrow();
        PolicyRevision revision = new PolicyRevision(
                source.name(), PolicyFiles.environment(source, environment), 0, NOT_PUBLISHED, NEVER);
        return new BundleOptions.Loaded(CompiledPolicy.of(source), revision);
    }
}
