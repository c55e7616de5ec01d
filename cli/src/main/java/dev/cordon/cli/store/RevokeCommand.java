package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon revoke}: the end of tokens. */
@Command(
        name = "revoke",
        description =
                "Revoke one token, a chain of tokens, what one generation of a credential obtained, all that a service"
                        + " was given before a time, what a key signed, or a service. Enforcement points deny from their"
                        + " next refresh on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon revoke --store shop.store --chain 5a1f0c9e --until 24h",
            "  cordon revoke --store shop.store --token 0c9e5a1f --issuer shop",
            "  cordon revoke --store shop.store --service orders-api --issued-before 2026-01-31T12:00:00Z",
            "  cordon revoke --store shop.store --service orders-api --generation 3",
            "  cordon revoke --store shop.store --service old-bff --entirely",
            "",
            "To stop a service or segment for a while, see `cordon quarantine`.",
            "",
            "Exit codes: 0 revoked; 2 bad usage or input; 3 the store can't be" + " written"
        })
public final class RevokeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

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
            description = "every token, API key and credential of a service from before, such as 1h ago, or an instant;"
                    + " with --service")
    private Optional<String> issuedBefore = Optional.empty();

    @Option(
            names = "--keep-credentials",
            description = "with --issued-before: what the service obtains tokens with stays good")
    private boolean keepCredentials;

    @Option(
            names = "--entirely",
            description = "the service itself: nobody reaches it, it reaches nobody; with --service")
    private boolean entirely;

    @Option(names = "--issuer", paramLabel = "NAME", description = "the issuer, by its policy name")
    private Optional<String> issuer = Optional.empty();

    @Option(names = "--service", paramLabel = "NAME", description = "the service, by its policy name")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "when all that it kills has ended, in such as 24h, or an instant (default: kept for ever)")
    private Optional<String> until = Optional.empty();

    /** A command on that console. */
    public RevokeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        JsonObjectBuilder arguments = what();
        if (until.isPresent()) {
            arguments.put(
                    "until", Moments.future(console, "--until", until.get()).toString());
        }
        try (StoreAccess access = admin.open(console)) {
            Json.Members revoked = access.ask("revocations/add", arguments);
            console.out()
                    .println(
                            admin.json()
                                    ? revoked.toCanonical()
                                    : "revoked"
                                            + Answers.text(revoked, "until")
                                                    .map(end -> ", until " + end)
                                                    .orElse(" for ever"));
        }
        return ExitCode.YES;
    }

    private JsonObjectBuilder what() throws CommandException {
        String kind = kind();
        if (keepCredentials && issuedBefore.isEmpty()) {
            throw CommandException.badInput("`--keep-credentials` goes with `--issued-before`");
        }
        Optional<Json> second = Optional.empty();
        if (issuedBefore.isPresent()) {
            second = Optional.of(Json.of(
                    Moments.past(console, "--issued-before", issuedBefore.get()).getEpochSecond()));
        }
        return Json.object()
                .put("kind", kind)
                .put("id", token.or(() -> key).map(Json::of))
                .put("issuer", issuer.map(Json::of))
                .put("service", service.map(Json::of))
                .put("transaction", chain.map(Json::of))
                .put("generation", generation.map(Json::of))
                .put("second", second);
    }

    private String kind() throws CommandException {
        List<String> named = new ArrayList<>();
        token.ifPresent(one -> named.add("token"));
        chain.ifPresent(one -> named.add("chain"));
        key.ifPresent(one -> named.add("key"));
        generation.ifPresent(one -> named.add("generation"));
        issuedBefore.ifPresent(one -> named.add(keepCredentials ? "issued-before" : "held-before"));
        if (entirely) {
            named.add("service");
        }
        if (named.size() != 1) {
            throw CommandException.badInput("name one of `--token`, `--chain`, `--key`, `--generation`,"
                    + " `--issued-before` and `--entirely`");
        }
        return named.get(0);
    }
}
