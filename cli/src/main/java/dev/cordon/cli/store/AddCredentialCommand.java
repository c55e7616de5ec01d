package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon credentials add}: a further generation of a service's credential. */
@Command(
        name = "add",
        description = {
            "Give a service a further generation of its credential, at once the current one. The one before works on"
                    + " until it is revoked.",
            "A secret is made here, printed on standard output alone, and never shown again: only its hash is kept."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon credentials add --store shop.store --service orders-api --owner 'team orders' > orders.secret",
            "  cordon credentials add --store shop.store --service web-bff --owner web --keys web.jwks --network"
                    + " 10.20.0.0/16",
            "  cordon credentials add --store shop.store --service payments-api --owner pay --platform"
                    + " arn:aws:iam::123456789012:role/payments",
            "",
            "Exit codes: 0 added; 1 others add, too; 2 bad usage or input; 3 the store can't be written"
        })
final class AddCredentialCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "the service, by its policy name")
    private String service = "";

    @Option(names = "--owner", paramLabel = "NAME", required = true, description = "the team or person that answers")
    private String owner = "";

    @Option(names = "--keys", paramLabel = "FILE", description = "the service proves itself by keys: their public JWKS")
    private Optional<String> keys = Optional.empty();

    @Option(names = "--certificate", description = "the service proves itself by the certificate that the policy names")
    private boolean certificate;

    @Option(
            names = "--platform",
            paramLabel = "IDENTITY",
            description = "the service proves itself by what its cloud vouches for: on AWS the ARN of its role")
    private Optional<String> platform = Optional.empty();

    @Option(names = "--network", paramLabel = "CIDR", description = "from where alone; may be repeated")
    private List<String> networks = new ArrayList<>();

    @Option(names = "--expires", paramLabel = "TIME", description = "in how long it ends, such as 90d, or an instant")
    private Optional<String> expires = Optional.empty();

    AddCredentialCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        JsonObjectBuilder arguments = Json.object()
                .put("service", service)
                .put("owner", owner)
                .put("networks", Json.texts(networks))
                .put("proof", proof());
        if (keys.isPresent()) {
            arguments.put("keys", InputFiles.text(console, "key set", keys.get()));
        }
        platform.ifPresent(identity -> arguments.put("identity", identity));
        if (expires.isPresent()) {
            arguments.put(
                    "expires",
                    Moments.future(console, "--expires", expires.get()).toString());
        }
        try (StoreAccess access = store.open(console)) {
            Json.Members added = access.ask("credentials/add", arguments);
            if (store.json()) {
                console.out().println(added.toCanonical());
            } else {
                Answers.text(added, "secret").ifPresent(console.out()::println);
                console.err()
                        .println("added generation " + Answers.shown(added, "generation") + " of service `" + service
                                + "`, which proves itself by " + Answers.shown(added, "proof"));
            }
        }
        return ExitCode.YES;
    }

    private String proof() throws CommandException {
        List<String> proofs = new ArrayList<>();
        keys.ifPresent(given -> proofs.add("keys"));
        platform.ifPresent(given -> proofs.add("platform"));
        if (certificate) {
            proofs.add("certificate");
        }
        if (proofs.size() > 1) {
            throw CommandException.badInput("write one of `--keys`, `--certificate` and `--platform`");
        }
        return proofs.isEmpty() ? "secret" : proofs.get(0);
    }
}
