package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cordon keys show}: the issuer's signing keys. */
@Command(
        name = "show",
        description = "Show the signing keys of the store: which one signs, and when each began or will begin.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon keys show --store shop.store --master-key master.key",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
public final class ShowKeysCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final MasterKeyOption masterKey = new MasterKeyOption();

    /** A command on that console. */
    public ShowKeysCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = StoreAccess.open(console, store.file(), masterKey.read())) {
            KeyTable.print(console, store.json(), access.ask("keys/show", Json.object()));
        }
        return ExitCode.YES;
    }
}
