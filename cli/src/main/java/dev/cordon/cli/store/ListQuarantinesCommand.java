package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cordon quarantine list}: what is cut off. */
@Command(
        name = "list",
        description =
                "List the quarantines that are in force, and those that are over: what was issued before their end"
                        + " stays dead.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon quarantine list --store shop.store",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
final class ListQuarantinesCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    ListQuarantinesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = admin.open(console)) {
            Json.Members found = access.ask("quarantines/list", Json.object());
            if (admin.json()) {
                console.out().println(found.toCanonical());
                return ExitCode.YES;
            }
            Table table = new Table("STATE", "SEGMENT", "SERVICE", "DIRECTION", "UNTIL", "REASON");
            for (Json.Members one : Answers.items(found, "quarantines")) {
                table.add(
                        Answers.shown(one, "state"),
                        Answers.shown(one, "segment"),
                        Answers.shown(one, "service"),
                        Answers.shown(one, "direction"),
                        Answers.shown(one, "ends"),
                        Answers.shown(one, "reason"));
            }
            table.print(console);
        }
        return ExitCode.YES;
    }
}
