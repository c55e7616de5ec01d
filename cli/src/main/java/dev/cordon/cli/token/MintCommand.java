package dev.cordon.cli.token;

import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.KeyFiles;
import dev.cordon.cli.PolicyOptions;
import dev.cordon.document.Json;
import dev.cordon.network.Cidr;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.token.MintedToken;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon token mint}: a token for one edge, if the policy allows it. */
@Command(
        name = "mint",
        description = "Make a token for one caller, one target and one flow, if the policy has that edge.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon token mint --policy shop.yaml --key issuer.jwk --from web-bff --to orders-api --purpose checkout",
            "  cordon token mint --policy shop.yaml --key issuer.jwk --from web-bff --to orders-api --purpose checkout \\",
            "      --network 10.20.0.0/16 --ttl 60s",
            "",
            "Exit codes: 0 made; 1 the policy has no such edge; 2 bad usage or input"
        })
public final class MintCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "the issuer's private JWK")
    private Path key = Path.of("");

    @Option(names = "--from", paramLabel = "SERVICE", required = true, description = "the caller")
    private String from = "";

    @Option(names = "--to", paramLabel = "SERVICE", required = true, description = "the target")
    private String to = "";

    @Option(names = "--purpose", paramLabel = "FLOW", required = true, description = "the one flow it is for")
    private String purpose = "";

    @Option(names = "--issuer", paramLabel = "NAME", description = "which of the policy's issuers (default: the first)")
    private Optional<String> issuer = Optional.empty();

    @Option(names = "--ttl", paramLabel = "DURATION", description = "its life (default: what the segment allows)")
    private Optional<String> ttl = Optional.empty();

    @Option(names = "--network", paramLabel = "CIDR", description = "where it may come from; may be repeated")
    private List<String> networks = new ArrayList<>();

    @Option(names = "--certificate", paramLabel = "SHA256", description = "the holder's certificate thumbprint")
    private Optional<String> certificate = Optional.empty();

    @Option(names = "--dpop-key", paramLabel = "SHA256", description = "the thumbprint of the holder's DPoP key")
    private Optional<String> dpopKey = Optional.empty();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public MintCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        BundleOptions.Loaded loaded = policy.load(console);
        Mintable edge = Mintable.find(loaded.policy().source(), new Mintable.Wanted(from, to, purpose, issuer));
        if (edge.refusal().isPresent()) {
            console.err().println("cordon: " + edge.refusal().get());
            return ExitCode.NO;
        }
        List<Cidr> blocks = new ArrayList<>();
        for (String network : networks) {
            blocks.add(Cidr.parse(network)
                    .orElseThrow(() -> CommandException.badInput("`" + network
                            + "` is no CIDR block; write it like 10.20.0.0/16, without bits behind the prefix")));
        }
        SegmentTokenRequest.Bound bound = new SegmentTokenRequest.Bound(
                Optional.of(loaded.revision().environment()),
                blocks,
                List.of(),
                Optional.empty(),
                thumbprint("--certificate", certificate),
                thumbprint("--dpop-key", dpopKey));
        print(mint(edge.request(bound, Mintable.life(ttl)), edge.issuerUrl()));
        return ExitCode.YES;
    }

    private MintedToken mint(SegmentTokenRequest request, String issuerUrl) throws CommandException {
        try {
            return new SegmentTokenMinter(issuerUrl, KeyFiles.signingKey(key), console.random())
                    .mint(request, console.clock().instant());
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }

    private void print(MintedToken token) {
        console.out()
                .println(
                        json
                                ? Json.object()
                                        .put("token", token.reveal())
                                        .put("jti", token.id())
                                        .put("expiresAt", token.expiresAt().toString())
                                        .build()
                                : token.reveal());
    }

    private static Optional<KeyThumbprint> thumbprint(String option, Optional<String> text) throws CommandException {
        if (text.isPresent() && !KeyThumbprint.isValid(text.get())) {
            throw CommandException.badInput(
                    option + ": `" + text.get() + "` is no SHA-256 in base64url (43 characters)");
        }
        return text.map(KeyThumbprint::new);
    }
}
