package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon events send}: something happened to a service. */
@Command(
        name = "send",
        description = {
            "Tell the running service what happened: deployed, scaled, configured, rolled-back, deprecated or retired.",
            "An event may be sent again, with the same id and time, until it is taken: it counts once. What is older"
                    + " than what is known is stale, and changes nothing.",
            "With `--wait` the command ends when what follows is done: after a deploy or a way back the secret that the"
                    + " service is given is in place, after a retirement nothing is left of what it was given."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon events send deployed orders-api --revision 42 --environment production \\",
            "      --store shop.store --wait 2m",
            "  cordon events send deprecated orders-api --until 30d --caller web-bff --environment production \\",
            "      --store shop.store",
            "  cordon events send deprecated orders-api --operation 'GET /v1/orders' --until 30d \\",
            "      --environment production --store shop.store",
            "  cordon events send retired orders-api --environment production --store shop.store",
            "",
            "Exit codes: 0 taken, or stale; 1 refused, or with --wait not done in time; 2 bad usage or input; 3 the"
                    + " service can't be asked: send it again"
        })
final class SendEventCommand implements Callable<Integer> {

    /** The source that `serve` believes unless it is told others. */
    private static final String SOURCE = "cordon";

    /** Also where it was known: whoever sent it before may not have waited. */
    private static final Set<String> FOLLOWED = Set.of("taken", "stale");

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Parameters(index = "0", paramLabel = "KIND", description = "what happened, such as deployed")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "SERVICE", description = "the service, by its policy name")
    private String service = "";

    @Option(names = "--environment", paramLabel = "NAME", required = true, description = "where it happened")
    private String environment = "";

    @Option(
            names = "--revision",
            paramLabel = "TEXT",
            description = "the revision that runs from then on; may be repeated where several run at once")
    private List<String> revisions = List.of();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "of a deployed or configured service: where it is reached from then on; may be repeated")
    private List<String> endpoints = List.of();

    @Option(
            names = "--account",
            paramLabel = "TEXT",
            description = "of a deployed or configured service: the cloud account, project or subscription it runs in")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "of a deployed or configured service: a tag or label it has; may be repeated")
    private List<String> tags = List.of();

    @Option(names = "--spiffe", paramLabel = "ID", description = "of a deployed or configured service: its SPIFFE ID")
    private Optional<String> spiffe = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "of a deprecated service: when it serves nobody any more, in how long, such as 30d, or an"
                    + " instant (default: no end)")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--caller",
            paramLabel = "SERVICE",
            description = "of a deprecated service: whom it still serves; may be repeated (default: all that the policy"
                    + " lets)")
    private List<String> callers = List.of();

    @Option(
            names = "--operation",
            paramLabel = "OPERATION",
            description = "of a deprecated service: what of it takes no new callers, such as 'GET /v1/orders'; may be"
                    + " repeated (default: all that it offers)")
    private List<String> operations = List.of();

    @Option(names = "--source", paramLabel = "TEXT", description = "who says so (default: cordon)")
    private String source = SOURCE;

    @Option(names = "--id", paramLabel = "TEXT", description = "the event's own id there (default: a new one)")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--occurred",
            paramLabel = "TIME",
            description = "when it happened: how long ago, such as 5m, or an instant (default: now)")
    private Optional<String> occurred = Optional.empty();

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "DURATION",
            fallbackValue = "60s",
            description = "wait until what follows is done, at most that long (default: 60s); write it last where no"
                    + " duration is named")
    private Optional<String> wait = Optional.empty();

    SendEventCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<Patience> patience =
                wait.isEmpty() ? Optional.empty() : Optional.of(Patience.of("--wait", wait.get()));
        Optional<Json> when = occurred.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.of(
                        Moments.past(console, "--occurred", occurred.get()).toString()));
        Optional<Json> end = until.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Json.of(Moments.future(console, "--until", until.get()).toString()));
        try (StoreAccess access = admin.open(console)) {
            Json.Members answer = access.ask(
                    "events/send",
                    Json.object()
                            .put("kind", kind)
                            .put("service", service)
                            .put("environment", environment)
                            .put("revisions", list(revisions))
                            .put("endpoints", list(endpoints))
                            .put("account", account.map(Json::of))
                            .put("tags", list(tags))
                            .put("spiffe", spiffe.map(Json::of))
                            .put("until", end)
                            .put("callers", list(callers))
                            .put("operations", list(operations))
                            .put("source", source)
                            .put("id", id.orElseGet(() -> UUID.randomUUID().toString()))
                            .put("occurred", when));
            console.out().println(admin.json() ? answer.toCanonical() : Answers.shown(answer, "disposition"));
            if (patience.isPresent() && FOLLOWED.contains(Answers.shown(answer, "disposition"))) {
                patience.get().await(look(new Aftermath(access, service)));
            }
        }
        return ExitCode.YES;
    }

    private static Optional<Json> list(List<String> texts) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(Json.texts(texts));
    }

    private Patience.Look look(Aftermath aftermath) {
        return switch (kind) {
            case "deployed", "rolled-back" -> aftermath::ofDeploy;
            case "retired" -> aftermath::ofRetirement;
            default -> Optional::empty;
        };
    }
}
