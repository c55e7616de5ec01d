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

/** {@code cordon credentials list}: what services obtain tokens with. */
@Command(
        name = "list",
        description = "List every generation of every service's credential, with its owner and state.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon credentials list --store shop.store --service orders-api",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
final class ListCredentialsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--service", paramLabel = "NAME", description = "only this service's")
    private Optional<String> service = Optional.empty();

    @Mixin
    private final Listing listing = new Listing();

    ListCredentialsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Listing.Found found = listing.read(
                    access,
                    "credentials/list",
                    "credentials",
                    () -> Json.object().put("service", service.map(Json::of)));
            if (store.json()) {
                console.out().println(Listing.json("credentials", found).toCanonical());
            } else {
                Table table = new Table(
                        "SERVICE",
                        "GENERATION",
                        "STATE",
                        "PROOF",
                        "OWNER",
                        "CREATED",
                        "EXPIRES",
                        "NETWORKS",
                        "LAST USED");
                for (Json.Members one : found.items()) {
                    table.add(
                            Answers.shown(one, "service"),
                            Answers.shown(one, "generation"),
                            Answers.shown(one, "state"),
                            Answers.shown(one, "proof"),
                            Answers.shown(one, "owner"),
                            Answers.shown(one, "created"),
                            Answers.shown(one, "expires"),
                            Answers.list(one, "networks"),
                            Answers.shown(one, "lastUsed"));
                }
                Listing.print(console, table, found);
            }
        }
        return ExitCode.YES;
    }
}
