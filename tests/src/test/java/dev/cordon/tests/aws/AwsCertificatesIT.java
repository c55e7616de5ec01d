package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.network.Cidr;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.SegmentTokenRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A domain that demands client certificates before APIs whose policy demands them, and networks, too. */
class AwsCertificatesIT {

    private static final String DOMAIN = "payments.shop.example";

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static CloudShop shop;
    private static LambdaFunction function;

    @BeforeAll
    static void open() throws Exception {
        authority = new TestAuthority(folder, "clients-ca")
                .issue("server", "DNS:" + DOMAIN)
                .issue("orders-api", "URI:spiffe://shop.example/orders-api")
                .issue("stranger", "URI:spiffe://shop.example/stranger");
        shop = CloudShop.shared();
        CloudShop.Place place = shop.published("certificates");
        function = LambdaFunction.start(shop.function(place, "api1=payments-api")
                .with("CORDON_CLIENT_AUTHORITIES", Files.readString(authority.certificate("clients-ca"))));
    }

    @AfterAll
    static void close() throws Exception {
        function.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"REST_REQUEST", "HTTP_1", "HTTP_2"})
    void a_token_serves_the_holder_of_its_certificate_in_its_network_only(Kind kind) throws Exception {
        GatewayApi api = Kinds.api(Kinds.authorizer(kind));
        String token = shop.token("orders-api", "payments-api", "charge", bound("orders-api"));
        try (Attachment payments = Attachment.mutual(api, function, authority.server("server"))) {
            Caller anyone = Caller.overTls(payments.port(), DOMAIN);
            Caller orders = anyone.with(authority.identity("orders-api"));
            Caller thief = anyone.with(authority.identity("stranger"));

            Caller.Reply reply = payments.call(orders.from("127.0.0.2"), "POST /charges", token);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("x-cordon-caller: orders-api", "x-cordon-flow: charge");

            assertThat(payments.call(orders.from("127.0.0.3"), "POST /charges", token)
                            .status())
                    .isEqualTo(403);
            assertThat(DecisionLines.last(function).decision("reason")).isEqualTo("BINDING_NETWORK");
            assertThat(payments.call(thief.from("127.0.0.2"), "POST /charges", token)
                            .status())
                    .isEqualTo(403);
            assertThat(DecisionLines.last(function).decision("reason")).isEqualTo("BINDING_CERTIFICATE");
        }
    }

    private static SegmentTokenRequest.Bound bound(String holder) throws Exception {
        return new SegmentTokenRequest.Bound(
                Optional.empty(),
                List.of(Cidr.parse("127.0.0.2/32").orElseThrow()),
                List.of(),
                Optional.empty(),
                Optional.of(authority.thumbprint(holder)),
                Optional.empty());
    }
}
