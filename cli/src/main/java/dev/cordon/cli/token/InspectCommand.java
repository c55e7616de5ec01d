package dev.cordon.cli.token;

import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InstantText;
import dev.cordon.cli.PolicyOptions;
import dev.cordon.cli.TokenOption;
import dev.cordon.document.Json;
import dev.cordon.token.PresentedToken;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon token inspect}: what is in this token, and which check does it pass? */
@Command(
        name = "inspect",
        description = {
            "Show a token's header and claims, and each check in the order in which it is made.",
            "The signature is left out: what is printed can't be used."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon token inspect --policy shop.yaml --jwks shop=issuer.jwks --token @token.txt",
            "  pbpaste | cordon token inspect --policy shop.yaml --jwks shop=issuer.jwks --token - --json",
            "",
            "Exit codes: 0 every check passes; 1 one fails; 2 bad usage or input"
        })
public final class InspectCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Mixin
    private final TokenOption token = new TokenOption();

    @Option(names = "--at", paramLabel = "INSTANT", description = "when, such as 2026-01-31T12:00:00Z (default: now)")
    private Optional<String> at = Optional.empty();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        BundleOptions.Loaded loaded = policy.load(console);
        PresentedToken presented = token.read(console)
                .orElseThrow(() -> CommandException.badInput("name the token: --token @FILE or --token -"));
        List<TokenChecks.Line> checks =
                new TokenChecks(token.keyRing(loaded.policy().source()), InstantText.orNow(console, at)).of(presented);
        if (json) {
            console.out().println(asJson(presented, checks));
        } else {
            print(presented, checks);
        }
        return checks.stream().allMatch(TokenChecks.Line::passed) ? ExitCode.YES : ExitCode.NO;
    }

    private void print(PresentedToken presented, List<TokenChecks.Line> checks) {
        TokenText.part(presented, 0).ifPresent(header -> console.out().println("header   " + header.toCanonical()));
        TokenText.part(presented, 1).ifPresent(claims -> console.out().println("claims   " + claims.toCanonical()));
        console.out().println("sha-256  " + presented.hash());
        for (TokenChecks.Line line : checks) {
            String mark = line.passed() ? console.good("pass") : console.bad("FAIL");
            console.out().println(mark + "  " + line.check());
        }
    }

    private static Json asJson(PresentedToken presented, List<TokenChecks.Line> checks) {
        return Json.object()
                .put("header", TokenText.part(presented, 0))
                .put("claims", TokenText.part(presented, 1))
                .put("sha256", presented.hash().toString())
                .put(
                        "checks",
                        Json.array(checks.stream()
                                .<Json>map(line -> Json.object()
                                        .put("check", line.check())
                                        .put("passed", line.passed())
                                        .build())
                                .toList()))
                .build();
    }
}
