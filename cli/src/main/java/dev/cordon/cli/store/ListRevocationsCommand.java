package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cordon revocations list}: what is revoked. */
@Command(
        name = "list",
        description = "List what is revoked.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon revocations list --store shop.store",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
final class ListRevocationsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Mixin
    private final Listing listing = new Listing();

    ListRevocationsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = admin.open(console)) {
            Listing.Found found = listing.read(access, "revocations/list", "revocations", Json::object);
            if (admin.json()) {
                console.out().println(Listing.json("revocations", found).toCanonical());
            } else {
                Table table = new Table("KIND", "ISSUER", "SERVICE", "WHAT");
                for (Json.Members one : found.items()) {
                    table.add(
                            Answers.shown(one, "kind"),
                            Answers.shown(one, "issuer"),
                            Answers.shown(one, "service"),
                            what(one));
                }
                Listing.print(console, table, found);
            }
        }
        return ExitCode.YES;
    }

    private static String what(Json.Members revocation) {
        return Answers.text(revocation, "id")
                .or(() -> Answers.text(revocation, "transaction"))
                .or(() -> Answers.text(revocation, "generation"))
                .or(() -> Answers.text(revocation, "second"))
                .or(() -> Answers.text(revocation, "ends")
                        .map(end -> Answers.text(revocation, "segment")
                                        .map(name -> "segment " + name + ", ")
                                        .orElse("")
                                + Answers.shown(revocation, "direction") + ", until " + end + ": "
                                + Answers.shown(revocation, "reason")))
                .orElse("-");
    }
}
