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

/** {@code cordon credentials rotations}: where credentials are in their lives. */
@Command(
        name = "rotations",
        description =
                "List every generation of the credentials that rotate: its state, and what holds it up. One that is"
                        + " parked was given up after many attempts: mend what is wrong, and retry it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon credentials rotations --store shop.store --service orders-api",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
final class RotationsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Option(names = "--service", paramLabel = "NAME", description = "only this service's")
    private Optional<String> service = Optional.empty();

    @Mixin
    private final Listing listing = new Listing();

    RotationsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = admin.open(console)) {
            Listing.Found found = listing.read(
                    access, "rotations/list", "rotations", () -> Json.object().put("service", service.map(Json::of)));
            if (admin.json()) {
                console.out().println(Listing.json("rotations", found).toCanonical());
            } else {
                Table table = new Table("SERVICE", "GENERATION", "STATE", "SINCE", "DUE", "ATTEMPTS", "PROBLEM");
                for (Json.Members one : found.items()) {
                    table.add(
                            Answers.shown(one, "service"),
                            Answers.shown(one, "generation"),
                            Answers.shown(one, "state"),
                            Answers.shown(one, "since"),
                            Answers.shown(one, "due"),
                            Answers.shown(one, "attempts"),
                            Answers.shown(one, "problem"));
                }
                Listing.print(console, table, found);
            }
        }
        return ExitCode.YES;
    }
}
