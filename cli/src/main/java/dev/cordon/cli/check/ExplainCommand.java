package dev.cordon.cli.check;

import dev.cordon.analysis.Explainer;
import dev.cordon.analysis.Explanation;
import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.PolicyOptions;
import dev.cordon.token.SignerUnavailableException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon explain}: why is this call denied, and what would let it through? */
@Command(
        name = "explain",
        description = {
            "Say why a call is denied, and the smallest change of the policy that would allow it.",
            "Each change is tried before it is proposed, and what else it would open is told. Where only the caller can"
                    + " help itself, that is said instead. As in `check` the caller holds all that the policy could ask of it;"
                    + " the options below change that."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon explain --policy shop.yaml --from web-bff --call \"POST payments-api /charges\"",
            "  cordon explain --policy shop.yaml --from acme --call \"POST payments-api /charges\" --json",
            "",
            "Exit codes: 0 allowed; 1 denied; 2 bad usage or input"
        })
public final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Mixin
    private final CallOptions call = new CallOptions();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Instant when = call.when(console);
        BundleOptions.Loaded loaded = policy.load(console);
        Explanation explanation = explain(loaded, when);
        if (json) {
            console.out().println(ExplanationText.asJson(explanation).toCanonical());
        } else {
            new ExplanationText(console).print(explanation);
        }
        return explanation.judgement().decision().isAllow() ? ExitCode.YES : ExitCode.NO;
    }

    private Explanation explain(BundleOptions.Loaded loaded, Instant when) throws CommandException {
        try {
            return new Explainer(loaded.policy().source(), loaded.revision().environment(), console.random())
                    .explain(call.rehearsed(false), when);
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }
}
