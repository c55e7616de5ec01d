package dev.cordon.cli.check;

import dev.cordon.analysis.Rehearsal;
import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.PolicyOptions;
import dev.cordon.cli.TokenOption;
import dev.cordon.cli.policy.CallText;
import dev.cordon.decision.Judgement;
import dev.cordon.network.IpAddress;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SignerUnavailableException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon check}: what would be decided about this call, and why? */
@Command(
        name = "check",
        description = {
            "Decide one call and show how, step by step.",
            "Without --token the caller holds an ideal one, made for the first flow that covers the call, and all else that the"
                    + " policy could ask of it; the options below change that."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon check --policy shop.yaml --from web-bff --call \"POST orders-api /orders\"",
            "  cordon check --policy shop.yaml --from web-bff --call \"POST payments-api /charges\" --json",
            "  cordon check --bundle shop.bundle --bundle-key bundle.jwks --call \"POST orders-api /orders\" \\",
            "      --jwks shop=issuer.jwks --token @token.txt --source-ip 10.20.0.7",
            "",
            "Exit codes: 0 allowed; 1 denied; 2 bad usage or input"
        })
public final class CheckCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Mixin
    private final CallOptions call = new CallOptions();

    @Mixin
    private final TokenOption token = new TokenOption();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Instant when = call.when(console);
        CallText text = call.text();
        Optional<IpAddress> source = call.source();
        BundleOptions.Loaded loaded = policy.load(console);
        Optional<PresentedToken> shown = token.read(console);
        Judgement judgement = shown.isPresent()
                ? new RealCall(loaded, token.keyRing(loaded.policy().source()), when)
                        .decide(text, shown.get(), new RealCall.Surroundings(source, call.certificate(), call.from()))
                : rehearse(loaded, when);
        if (json) {
            console.out().println(Verdict.asJson(judgement).build());
        } else {
            Verdict.print(console, judgement);
        }
        return judgement.decision().isAllow() ? ExitCode.YES : ExitCode.NO;
    }

    private Judgement rehearse(BundleOptions.Loaded loaded, Instant when) throws CommandException {
        try {
            return new Rehearsal(loaded.policy(), loaded.revision(), console.random())
                    .decide(call.rehearsed(token.isNone()), when);
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }
}
