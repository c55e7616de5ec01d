package dev.cordon.tests.aws;

import dev.cordon.network.Cidr;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.SegmentTokenRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The domain of the payments, which demands client certificates, and who calls it with which. */
final class Payments {

    static final String DOMAIN = "payments.shop.example";

    private final TestAuthority authority;

    Payments(Path folder) throws Exception {
        authority = new TestAuthority(folder, "clients-ca")
                .issue("server", "DNS:" + DOMAIN)
                .issue("orders-api", "URI:spiffe://shop.example/orders-api")
                .issue("stranger", "URI:spiffe://shop.example/stranger");
    }

    /** The authority of the client certificates, in PEM. */
    Path authorities() {
        return authority.certificate("clients-ca");
    }

    Attachment attach(GatewayApi api, LambdaFunction function) throws Exception {
        return Attachment.mutual(api, function, authority.server("server"));
    }

    /** The caller that the token is bound to, in the network that it is bound to. */
    Caller orders(Attachment attached) throws Exception {
        return Caller.overTls(attached.port(), DOMAIN)
                .with(authority.identity("orders-api"))
                .from("127.0.0.2");
    }

    /** Another in that network. */
    Caller thief(Attachment attached) throws Exception {
        return Caller.overTls(attached.port(), DOMAIN)
                .with(authority.identity("stranger"))
                .from("127.0.0.2");
    }

    /** The header line with a token that is bound to a certificate and a network. */
    String token(CloudShop shop) throws Exception {
        return shop.token(
                "orders-api",
                "payments-api",
                "charge",
                new SegmentTokenRequest.Bound(
                        Optional.empty(),
                        List.of(Cidr.parse("127.0.0.2/32").orElseThrow()),
                        List.of(),
                        Optional.empty(),
                        Optional.of(authority.thumbprint("orders-api")),
                        Optional.empty()));
    }
}
