package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.network.Cidr;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.SegmentTokenRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The domain of the payments, which demands client certificates, and who calls it with which. */
final class Payments {

    static final String DOMAIN = "payments.shop.example";

    /** The values of the example, as the documentation shows them. */
    private static final Pattern VALUES = Pattern.compile("```hcl\n(domain .*?)```", Pattern.DOTALL);

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

    /** The example as the documentation has it applied. */
    ExampleLives.Start example(DomainNames domains) throws IOException {
        Path document = Path.of(System.getProperty("cordon.root"), "docs/aws-terraform.md");
        Matcher values = VALUES.matcher(Files.readString(document));
        assertThat(values.find()).isTrue();
        return ExampleLives.Start.of("aws-mutual-tls")
                .with(
                        Map.of("terraform.tfvars", values.group(1), "clients-ca.pem", Files.readString(authorities())),
                        Map.of("AWS_ENDPOINT_URL_APIGATEWAYV2", domains.url()));
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
