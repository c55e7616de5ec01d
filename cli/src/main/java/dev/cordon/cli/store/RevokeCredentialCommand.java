package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon credentials revoke}: the end of a generation. */
@Command(
        name = "revoke",
        description =
                "End one generation of a service's credential: nothing is obtained with it, and every token that was"
                        + " ends with it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon credentials revoke --store shop.store --service orders-api --generation 3",
            "",
            "Exit codes: 0 revoked; 1 there is no such generation; 2 bad usage or input; 3 the store can't be written"
        })
final class RevokeCredentialCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "the service, by its policy name")
    private String service = "";

    @Option(names = "--generation", paramLabel = "NUMBER", required = true, description = "which one, from 0")
    private long generation;

    RevokeCredentialCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Json.Members revoked = access.ask(
                    "credentials/revoke", Json.object().put("service", service).put("generation", generation));
            console.out()
                    .println(
                            store.json()
                                    ? revoked.toCanonical()
                                    : "revoked generation " + generation + " of service `" + service + "`");
        }
        return ExitCode.YES;
    }
}
