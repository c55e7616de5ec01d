package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon revocations add}: the end of tokens. */
@Command(
        name = "add",
        description =
                "Revoke one token, a chain of tokens, what one generation of a credential obtained, what a service"
                        + " obtained before a time, or what a key signed. Enforcement points deny from their next refresh"
                        + " on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon revocations add --store shop.store --chain 5a1f0c9e --until 24h",
            "  cordon revocations add --store shop.store --token 0c9e5a1f --issuer shop",
            "  cordon revocations add --store shop.store --service orders-api --issued-before 2026-01-31T12:00:00Z",
            "",
            "Exit codes: 0 revoked; 2 bad usage or input; 3 the store can't be written"
        })
final class AddRevocationCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--token", paramLabel = "ID", description = "one token, by its `jti`; with --issuer")
    private Optional<String> token = Optional.empty();

    @Option(names = "--chain", paramLabel = "ID", description = "every token of a chain, by its `txn`")
    private Optional<String> chain = Optional.empty();

    @Option(names = "--key", paramLabel = "KID", description = "every token that this key signed; with --issuer")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--generation",
            paramLabel = "NUMBER",
            description = "every token that this generation of a credential obtained; with --service")
    private Optional<Long> generation = Optional.empty();

    @Option(
            names = "--issued-before",
            paramLabel = "TIME",
            description = "every token of a service from before, such as 1h ago, or an instant; with --service")
    private Optional<String> issuedBefore = Optional.empty();

    @Option(names = "--issuer", paramLabel = "NAME", description = "the issuer, by its policy name")
    private Optional<String> issuer = Optional.empty();

    @Option(names = "--service", paramLabel = "NAME", description = "the service, by its policy name")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "when all that it kills has ended, in such as 24h, or an instant (default: kept for ever)")
    private Optional<String> until = Optional.empty();

    AddRevocationCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        JsonObjectBuilder arguments = what();
        if (until.isPresent()) {
            arguments.put(
                    "until", Moments.future(console, "--until", until.get()).toString());
        }
        try (StoreAccess access = store.open(console)) {
            Json.Members revoked = access.ask("revocations/add", arguments);
            console.out()
                    .println(
                            store.json()
                                    ? revoked.toCanonical()
                                    : "revoked"
                                            + Answers.text(revoked, "until")
                                                    .map(end -> ", until " + end)
                                                    .orElse(" for ever"));
        }
        return ExitCode.YES;
    }

    private JsonObjectBuilder what() throws CommandException {
        long named = List.of(token, chain, key, generation.map(String::valueOf), issuedBefore).stream()
                .filter(Optional::isPresent)
                .count();
        if (named != 1) {
            throw CommandException.badInput(
                    "name one of `--token`, `--chain`, `--key`, `--generation` and `--issued-before`");
        }
        JsonObjectBuilder arguments = Json.object()
                .put("issuer", issuer.map(Json::of))
                .put("service", service.map(Json::of))
                .put("transaction", chain.map(Json::of))
                .put("generation", generation.map(Json::of));
        if (token.isPresent()) {
            return arguments.put("kind", "token").put("id", token.get());
        } else if (key.isPresent()) {
            return arguments.put("kind", "key").put("id", key.get());
        } else if (issuedBefore.isPresent()) {
            return arguments
                    .put("kind", "issued-before")
                    .put(
                            "second",
                            Moments.past(console, "--issued-before", issuedBefore.get())
                                    .getEpochSecond());
        }
        return arguments.put("kind", chain.isPresent() ? "chain" : "generation");
    }
}
