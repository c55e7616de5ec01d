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

/** {@code cordon credentials rotate}: another generation, or another attempt at one. */
@Command(
        name = "rotate",
        description = {
            "Have a service's secret replaced: another one is made, tried and given to the service, and the one before is"
                    + " good until its grace is over.",
            "With --retry one that was given up is tried again, from the start."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon credentials rotate --store shop.store --service orders-api",
            "  cordon credentials rotate --store shop.store --service orders-api --retry 4",
            "",
            "Exit codes: 0 begun; 1 refused; 2 bad usage or input; 3 the service can't be asked"
        })
final class RotateCredentialCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "the service, by its policy name")
    private String service = "";

    @Option(names = "--retry", paramLabel = "NUMBER", description = "the generation that was given up")
    private Optional<Long> retry = Optional.empty();

    RotateCredentialCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = admin.open(console)) {
            Json.Members answer = retry.isPresent()
                    ? access.ask(
                            "rotations/retry",
                            Json.object().put("service", service).put("generation", retry.get()))
                    : access.ask("rotations/start", Json.object().put("service", service));
            console.out()
                    .println(
                            admin.json()
                                    ? answer.toCanonical()
                                    : "generation " + Answers.shown(answer, "generation") + " of service `" + service
                                            + "` is on its way");
        }
        return ExitCode.YES;
    }
}
