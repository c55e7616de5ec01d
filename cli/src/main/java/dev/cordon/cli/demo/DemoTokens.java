package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Tokens that nobody would be issued now, and a forged one. */
final class DemoTokens {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final DemoWorld world;
    private final Console console;

    DemoTokens(DemoWorld world, Console console) {
        this.world = world;
        this.console = console;
    }

    /** For web-bff to place orders, an hour old. */
    String expired() throws IOException {
        return mint(
                "web-bff", "orders-api", "checkout", console.clock().instant().minus(Duration.ofHours(1)));
    }

    /** A partner's, which a careless issuer made for the reports. */
    String partner() throws IOException {
        return mint("acme", "reports-api", "read-report", console.clock().instant());
    }

    /** A token whose claims were rewritten for another purpose, under the old signature. */
    static String altered(String token) {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        byte[] rewritten = claims.replace("checkout", "charge").getBytes(StandardCharsets.UTF_8);
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(rewritten) + "." + parts[2];
    }

    private String mint(String from, String to, String purpose, Instant at) throws IOException {
        Issuer issuer = world.policy().issuers().get(0);
        List<Scope> scopes = world.policy().flows().stream()
                .filter(flow -> flow.id().text().equals(purpose))
                .map(Flow::scopes)
                .findFirst()
                .orElse(List.of());
        SegmentTokenRequest.Bound bound = new SegmentTokenRequest.Bound(
                Optional.of(world.policy().environments().get(0)),
                List.of(Cidr.parse("127.0.0.1").orElseThrow()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ServiceName caller = new ServiceName(from);
        SegmentTokenRequest request = new SegmentTokenRequest(
                caller,
                new ServiceName(to),
                new FlowId(purpose),
                scopes,
                LIFE,
                new SegmentTokenRequest.Chain(caller, List.of(), Optional.empty(), 0, Optional.empty()),
                bound);
        try {
            return new SegmentTokenMinter(issuer.issuer(), world.issuerKey(), console.random())
                    .mint(request, at)
                    .reveal();
        } catch (SignerUnavailableException e) {
            throw new IOException(e);
        }
    }
}
