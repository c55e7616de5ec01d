package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon keys rotate}: a further signing key, or an emergency. */
@Command(
        name = "rotate",
        description = {
            "Bring in a further signing key: it is shown at once and signs after ten minutes, the one before is shown"
                    + " until its last token has ended.",
            "With --emergency, after a theft: every key and every token that they signed ends, and a fresh key signs"
                    + " at once."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon keys rotate --store shop.store --master-key master.key",
            "  cordon keys rotate --store shop.store --emergency --issuer shop --yes",
            "",
            "Exit codes: 0 done; 1 the last key does not sign yet; 2 bad usage or input; 3 the store can't be written"
        })
public final class RotateKeysCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--emergency", description = "end all keys, and every token that they signed")
    private boolean emergency;

    @Option(
            names = "--issuer",
            paramLabel = "NAME",
            description = "the policy's name of the issuer whose keys end; with --emergency")
    private Optional<String> issuer = Optional.empty();

    @Option(names = "--yes", description = "do it without asking; with --emergency")
    private boolean yes;

    @Mixin
    private final MasterKeyOption masterKey = new MasterKeyOption();

    /** A command on that console. */
    public RotateKeysCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        if (emergency != issuer.isPresent()) {
            throw CommandException.badInput("`--emergency` and `--issuer` go together: name the issuer of the policy"
                    + " whose keys are stolen");
        }
        if (emergency && !yes) {
            throw CommandException.badInput(
                    "`--emergency` ends every token that was issued: add `--yes` if you mean it");
        }
        try (StoreAccess access = StoreAccess.open(console, store.file(), masterKey.read())) {
            Json.Members keys = emergency
                    ? access.ask("keys/replace", Json.object().put("issuer", issuer.orElseThrow()))
                    : access.ask("keys/rotate", Json.object());
            KeyTable.print(console, store.json(), keys);
            if (emergency) {
                console.err()
                        .println(console.warning("revoked with every token that they signed: "
                                + Answers.list(keys, "revoked")
                                + "; give the new keys to every enforcement point that has them in a file"));
            }
        }
        return ExitCode.YES;
    }
}
