package dev.cordon.cli.check;

import dev.cordon.analysis.Rehearsal;
import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InstantText;
import dev.cordon.cli.PolicyOptions;
import dev.cordon.cli.TokenOption;
import dev.cordon.cli.policy.CallText;
import dev.cordon.cli.policy.Overrides;
import dev.cordon.cli.policy.ShownCertificate;
import dev.cordon.decision.Judgement;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SignerUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    @Option(names = "--from", paramLabel = "SERVICE", description = "the caller; not needed with --token")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--call",
            paramLabel = "CALL",
            required = true,
            description = "method, service and path, such as \"POST payments-api /charges\"")
    private String call = "";

    @Mixin
    private final TokenOption token = new TokenOption();

    @Option(names = "--purpose", paramLabel = "FLOW", description = "the flow that the token was made for")
    private Optional<String> purpose = Optional.empty();

    @Option(names = "--source-ip", paramLabel = "ADDRESS", description = "where the call comes from")
    private Optional<String> sourceIp = Optional.empty();

    @Option(names = "--at", paramLabel = "INSTANT", description = "when, such as 2026-01-31T12:00:00Z (default: now)")
    private Optional<String> at = Optional.empty();

    @Option(names = "--env", paramLabel = "NAME", description = "the environment that the token was made for")
    private Optional<String> env = Optional.empty();

    @Option(
            names = "--mtls",
            paramLabel = "WHICH",
            description = "the client certificate: none, other, or its SHA-256 thumbprint (default: the ideal one)")
    private Optional<String> mtls = Optional.empty();

    @Option(
            names = "--chain",
            paramLabel = "SERVICE",
            split = ",",
            description = "the services that the token came through, origin first, without the caller")
    private List<String> chain = new ArrayList<>();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Instant when = InstantText.orNow(console, at);
        CallText text = CallText.parse(call)
                .orElseThrow(() -> CommandException.badInput(
                        "`" + call + "` is no call; write method, service and path: \"POST payments-api /charges\""));
        if (sourceIp.isPresent() && IpAddress.parse(sourceIp.get()).isEmpty()) {
            throw CommandException.badInput("`" + sourceIp.get() + "` is no IP address");
        }
        BundleOptions.Loaded loaded = policy.load(console);
        Optional<PresentedToken> shown = token.read(console);
        Judgement judgement = shown.isPresent()
                ? new RealCall(loaded, token.keyRing(loaded.policy().source()), when)
                        .decide(
                                text,
                                shown.get(),
                                new RealCall.Surroundings(sourceIp.flatMap(IpAddress::parse), certificate(), from))
                : rehearse(loaded, text, when);
        if (json) {
            console.out().println(Verdict.asJson(judgement));
        } else {
            Verdict.print(console, judgement);
        }
        return judgement.decision().isAllow() ? ExitCode.YES : ExitCode.NO;
    }

    private Judgement rehearse(BundleOptions.Loaded loaded, CallText text, Instant when) throws CommandException {
        ServiceName caller =
                service(from.orElseThrow(() -> CommandException.badInput("say who calls: --from SERVICE")));
        List<ServiceName> through = new ArrayList<>();
        for (String name : chain) {
            through.add(service(name));
        }
        try {
            Overrides overrides = new Overrides(
                    token.isNone() ? Optional.of(Overrides.NONE) : Optional.empty(),
                    purpose.map(FlowId::new),
                    sourceIp.flatMap(IpAddress::parse),
                    env.map(Environment::new),
                    certificate(),
                    through,
                    Optional.of(when));
            return new Rehearsal(loaded.policy(), loaded.revision(), console.random())
                    .decide(Rehearsals.call(caller, text, overrides), when);
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private Optional<ShownCertificate> certificate() throws CommandException {
        if (mtls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ShownCertificate.parse(mtls.get())
                .orElseThrow(() -> CommandException.badInput(
                        "`--mtls " + mtls.get() + "`: write none, other, or a SHA-256 thumbprint")));
    }

    private static ServiceName service(String name) throws CommandException {
        if (!ServiceName.isValid(name)) {
            throw CommandException.badInput("`" + name + "` is no service name");
        }
        return new ServiceName(name);
    }
}
