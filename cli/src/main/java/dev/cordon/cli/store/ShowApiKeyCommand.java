package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.token.ApiKeyText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon api-keys show}: one key. */
@Command(
        name = "show",
        description = "Show all that is kept of one API key but its hash, with how often it was used for which"
                + " operation.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon api-keys show --store shop.store ak-5a1f0c9e5a1f0c9e5a1f0c9e",
            "  cordon api-keys show --store shop.store --key @found.key",
            "",
            "Exit codes: 0 it is there; 1 it is not; 2 bad usage or input; 3 the store can't be read"
        })
final class ShowApiKeyCommand implements Callable<Integer> {

    private static final List<String> MEMBERS = List.of(
            "id",
            "caller",
            "target",
            "purpose",
            "scopes",
            "environment",
            "networks",
            "windows",
            "owner",
            "created",
            "expires",
            "revoked",
            "state",
            "firstUsed",
            "lastUsed");

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "the key's public part, as it is listed")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "-|@FILE",
            description = "in place of the id the key itself, from standard input or a file: whose is it that somebody"
                    + " found?")
    private Optional<String> key = Optional.empty();

    ShowApiKeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Json.Members answer = access.ask("api-keys/show", wanted());
            if (answer.find("apiKey").orElse(new Json.Null()) instanceof Json.Members found) {
                if (store.json()) {
                    console.out().println(found.toCanonical());
                } else {
                    Sheet.print(console, found, MEMBERS);
                }
                return ExitCode.YES;
            }
        }
        throw CommandException.refused("there is no "
                + id.map(one -> "API key `" + Table.plain(one) + "`").orElse("such API key")
                + ": there never was, or it ended more than 90 days ago; list them");
    }

    /** A key is told by its hash: it goes nowhere. */
    private JsonObjectBuilder wanted() throws CommandException {
        if (id.isPresent() == key.isPresent()) {
            throw CommandException.badInput("name one key: by its ID, or with --key @FILE");
        } else if (id.isPresent()) {
            return Json.object().put("id", id.get());
        }
        ApiKeyText text = ApiKeyText.read(InputFiles.secret(console, "an API key", "--key", key.get()))
                .orElseThrow(() -> CommandException.badInput(
                        "what `--key` names is no API key: it begins with `cordon_1` and ends with its checksum"));
        return Json.object().put("hash", text.hash().toString());
    }
}
