package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.tests.surroundings.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A domain that demands client certificates before APIs whose policy demands them, and networks, too. */
class AwsCertificatesIT {

    @TempDir
    private static Path folder;

    private static Payments callers;
    private static CloudShop shop;
    private static LambdaFunction function;

    @BeforeAll
    static void open() throws Exception {
        callers = new Payments(folder);
        shop = CloudShop.shared();
        CloudShop.Place place = shop.published("certificates");
        function = LambdaFunction.start(shop.function(place, "api1=payments-api")
                .with("CORDON_CLIENT_AUTHORITIES", Files.readString(callers.authorities())));
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
        String token = callers.token(shop);
        try (Attachment payments = callers.attach(api, function)) {
            Caller orders = callers.orders(payments);
            Caller thief = callers.thief(payments);

            Caller.Reply reply = payments.call(orders, "POST /charges", token);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("x-cordon-caller: orders-api", "x-cordon-flow: charge");

            assertThat(payments.call(orders.from("127.0.0.3"), "POST /charges", token)
                            .status())
                    .isEqualTo(403);
            assertThat(DecisionLines.last(function).decision("reason")).isEqualTo("BINDING_NETWORK");
            assertThat(payments.call(thief, "POST /charges", token).status()).isEqualTo(403);
            assertThat(DecisionLines.last(function).decision("reason")).isEqualTo("BINDING_CERTIFICATE");
        }
    }
}
