package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon credentials secret}: what a service is given. */
@Command(
        name = "secret",
        description =
                "Show the client secret that a service is to use now, for whoever starts it. It is a secret: nothing"
                        + " else shows it, and that it was shown is recorded.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon credentials secret --store shop.store --service orders-api > orders.secret",
            "",
            "Exit codes: 0 shown; 1 there is none; 2 bad usage or input; 3 the store can't be read"
        })
final class ShowSecretCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "the service, by its policy name")
    private String service = "";

    @Mixin
    private final MasterKeyOption masterKey = new MasterKeyOption();

    ShowSecretCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = admin.open(console, masterKey.read())) {
            Json.Members answer = access.ask("secrets/show", Json.object().put("service", service));
            console.out().println(admin.json() ? answer.toCanonical() : Answers.shown(answer, "secret"));
        }
        return ExitCode.YES;
    }
}
