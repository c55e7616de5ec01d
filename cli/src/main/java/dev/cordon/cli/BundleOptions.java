package dev.cordon.cli;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleHeader;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.LoadedBundle;
import dev.cordon.document.UnverifiedBundle;
import dev.cordon.policy.Environment;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A bundle, and the keys it must be signed with. */
public final class BundleOptions {

    @Option(names = "--bundle", paramLabel = "FILE", description = "a policy bundle")
    private Optional<Path> bundle = Optional.empty();

    @Option(names = "--bundle-key", paramLabel = "FILE", description = "the JWKS whose keys sign bundles")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--allow-unsigned-bundle",
            description = "take a bundle that anyone could have written; for trying things out")
    private boolean unsigned;

    /**
     * A policy that decides.
     *
     * @param policy what to decide by
     * @param revision which policy that is
     */
    public record Loaded(CompiledPolicy policy, PolicyRevision revision) {}

    /** For picocli. */
    public BundleOptions() {}

    /** Whether a bundle was named. */
    public boolean isNamed() {
        return bundle.isPresent();
    }

    /**
     * The bundle's file.
     *
     * @throws CommandException where none was named
     */
    public Path file() throws CommandException {
        return bundle.orElseThrow(() -> CommandException.badInput("name a bundle: --bundle FILE"));
    }

    /** The file of the keys that sign bundles. */
    public Optional<String> key() {
        return key;
    }

    /** Whether a bundle that anyone could have written is to be taken. */
    public boolean takesUnsigned() {
        return unsigned;
    }

    /**
     * Whose bundles are taken.
     *
     * @throws CommandException where neither a key nor the exception was named, or the key can't be used
     */
    public BundleTrust trust(Console console) throws CommandException {
        if (unsigned && key.isEmpty()) {
            console.err().println(console.warning("warning: taking an unsigned bundle; anyone could have written it"));
            return BundleTrust.allowUnsigned();
        }
        if (unsigned || key.isEmpty()) {
            throw CommandException.badInput(
                    "say which keys sign bundles: --bundle-key FILE; or take an unsigned one with"
                            + " --allow-unsigned-bundle");
        }
        return BundleTrust.pinned(TokenOption.keys(key.get()));
    }

    /**
     * Loads the bundle for a question about it. Policy, and environment unless named, are taken from its own header:
     * who asks has named the file.
     *
     * @throws CommandException where it is refused
     */
    Loaded load(Console console, Optional<String> environment) throws CommandException {
        BundleTrust trust = trust(console);
        byte[] bytes = InputFiles.bytes("bundle", file(), Bundle.LARGEST);
        try {
            BundleHeader claimed = UnverifiedBundle.read(bytes).claimedHeader();
            Environment wanted =
                    environment.map(Environment::new).orElse(claimed.edition().environment());
            LoadedBundle loaded = BundleLoader.load(
                    bytes,
                    new BundleExpectations(trust, claimed.policy(), wanted, 0),
                    console.clock().instant());
            return new Loaded(loaded.policy(), loaded.revision());
        } catch (BundleRefusedException e) {
            throw CommandException.badInput("bundle `" + file() + "`: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }
}
