package dev.cordon.cli.bundle;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.KeyFiles;
import dev.cordon.cli.OutputFiles;
import dev.cordon.cli.store.RotateKeysCommand;
import dev.cordon.cli.store.ShowKeysCommand;
import dev.cordon.document.Json;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon keys}: the keys that sign bundles and tokens. */
@Command(
        name = "keys",
        description = "Make the keys that sign bundles and tokens, publish their public halves, and rotate a store's.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  cordon keys generate --out bundle.jwk --public bundle.jwks"})
public final class KeysCommand implements Runnable {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    private KeysCommand(Console console) {
        this.console = console;
    }

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new KeysCommand(console))
                .addSubcommand("publish", new PublishKeysCommand(console))
                .addSubcommand("show", new ShowKeysCommand(console))
                .addSubcommand("rotate", new RotateKeysCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: generate, jwks, publish, show or rotate");
    }

    @Command(
            name = "generate",
            description = "Make a key. The private JWK is written for its owner only and never overwritten.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  cordon keys generate --out issuer.jwk --public issuer.jwks"})
    int generate(
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "the private JWK") Path out,
            @Option(names = "--public", paramLabel = "FILE", description = "the public JWKS") Optional<Path> open,
            @Option(names = "--algorithm", defaultValue = "ES256", description = "ES256 (default), EdDSA or RS256")
                    String algorithm,
            @Option(names = "--json", description = "answer in JSON") boolean json)
            throws CommandException {
        SignatureAlgorithm wanted = SignatureAlgorithm.of(algorithm)
                .orElseThrow(() -> CommandException.badInput(
                        "`" + algorithm + "` is no algorithm for keys; write ES256, EdDSA or RS256"));
        SigningKey key = SigningKey.generate(wanted, console.random());
        OutputFiles.secret(out, key.revealPrivateJwk());
        if (open.isPresent()) {
            OutputFiles.open(open.get(), key.publicKeys().toJson().getBytes(StandardCharsets.UTF_8));
        }
        console.out()
                .println(
                        json
                                ? Json.object()
                                        .put("kid", key.keyId())
                                        .put("alg", wanted.toString())
                                        .build()
                                : "made " + wanted + " key " + key.keyId());
        return ExitCode.YES;
    }

    @Command(
            name = "jwks",
            description = "Print the public JWKS of a private key.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  cordon keys jwks issuer.jwk > issuer.jwks"})
    int jwks(@Parameters(paramLabel = "FILE", description = "the private JWK") Path file) throws CommandException {
        console.out().println(KeyFiles.signingKey(file).publicKeys().toJson());
        return ExitCode.YES;
    }
}
