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

/** {@code cordon services}: the services that events told of. */
@Command(
        name = "services",
        description =
                "List the services that events told of: their segment, stage, incarnation, the revisions that run, and where they are reached. One that no segment of the policy in use has is held, and all that it does is denied; where no policy is in use, as with a store that no server has open, the segment is not known.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon services --store shop.store",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
public final class ServicesCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Option(names = "--service", paramLabel = "NAME", description = "only this one")
    private Optional<String> service = Optional.empty();

    @Mixin
    private final Listing listing = new Listing();

    /** A command on that console. */
    public ServicesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = admin.open(console)) {
            Listing.Found found = listing.read(
                    access, "services/list", "services", () -> Json.object().put("service", service.map(Json::of)));
            if (admin.json()) {
                console.out().println(Listing.json("services", found).toCanonical());
            } else {
                Table table = new Table(
                        "SERVICE",
                        "SEGMENT",
                        "STAGE",
                        "INCARNATION",
                        "REVISIONS",
                        "CHANGED",
                        "SOURCE",
                        "LAST SEEN",
                        "ENDPOINTS");
                for (Json.Members one : found.items()) {
                    table.add(
                            Answers.shown(one, "service"),
                            one.find("held").isPresent() ? "(held)" : Answers.shown(one, "segment"),
                            Answers.shown(one, "stage"),
                            Answers.shown(one, "incarnation"),
                            Answers.list(one, "revisions"),
                            Answers.shown(one, "changed"),
                            Answers.shown(one, "source"),
                            Answers.shown(one, "seen"),
                            Answers.list(one, "endpoints"));
                }
                Listing.print(console, table, found);
            }
        }
        return ExitCode.YES;
    }
}
