package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon reconcile}: what is there, compared with what should be. */
@Command(
        name = "reconcile",
        description = {
            "Compare services, their secrets and the policy, and mend what a crash or a lost event left: the running"
                    + " service does the same every ten minutes.",
            "What is to be looked at is told, and nothing ends because it is missing elsewhere."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon reconcile --store shop.store --dry-run",
            "  kubectl get deployments -o name | cut -d/ -f2 | cordon reconcile --store shop.store --running -",
            "",
            "Exit codes: 0 nothing is left to look at; 1 somebody must look; 2 bad usage or input; 3 the service can't be"
                    + " asked"
        })
public final class ReconcileCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Option(names = "--dry-run", description = "look alone, and mend nothing")
    private boolean dryRun;

    @Option(
            names = "--running",
            paramLabel = "FILE",
            description = "the services that run, a line each, so that those of which an event was lost are told; - for"
                    + " standard input")
    private Optional<String> running = Optional.empty();

    /** A command on that console. */
    public ReconcileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        JsonObjectBuilder question = Json.object();
        if (running.isPresent()) {
            String text = InputFiles.text(console, "list of services", running.get());
            question.put(
                    "running",
                    Json.texts(text.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList()));
        }
        try (StoreAccess access = admin.open(console)) {
            Json.Members answer = access.ask(dryRun ? "services/compare" : "services/reconcile", question);
            List<Json.Members> findings = Answers.items(answer, "findings");
            if (admin.json()) {
                console.out().println(answer.toCanonical());
            } else {
                Table table = new Table("FINDING", "SERVICE OR SEGMENT", "REMEDY", "DETAIL");
                for (Json.Members one : findings) {
                    table.add(
                            Answers.shown(one, "kind"),
                            Answers.shown(one, one.find("segment").isPresent() ? "segment" : "service"),
                            Answers.shown(one, "remedy"),
                            Answers.shown(one, "detail"));
                }
                table.print(console);
            }
            boolean left = findings.stream()
                    .anyMatch(one -> !Answers.shown(one, "remedy").equals("mended"));
            return left ? ExitCode.NO : ExitCode.YES;
        }
    }
}
