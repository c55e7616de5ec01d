package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What AWS lists, beside what events told. */
final class InventoryOnAwsTest {

    private final AtomicReference<String> functions = new AtomicReference<>("");
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer lambda;
    private ControlShop shop;

    @BeforeEach
    void start() throws Exception {
        lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/2015-03-31/functions/", exchange -> {
            byte[] answer = ("{\"Functions\":[" + functions.get() + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        lambda.start();
        shop = new ControlShop(Map.of(
                "CORDON_INVENTORY_ACCOUNT",
                "123456789012",
                "AWS_ENDPOINT_URL_INVENTORY",
                "http://127.0.0.1:" + lambda.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        lambda.stop(0);
    }

    private void reconcile() throws Exception {
        shop.later(Duration.ofMinutes(10));
        byte[] unused =
                shop.plane(shop.bench.control()).answer(ControlShop.utf8("{\"schedule\":\"reconcile\"}"), () -> true);
    }

    private void deploy() throws Exception {
        byte[] unused = shop.plane(shop.bench.control())
                .answer(
                        ControlShop.utf8(ControlShop.batch(shop.event("UpdateFunctionCode20150331v2", "e1"))),
                        () -> true);
    }

    @Test
    void a_function_that_runs_though_no_event_told_of_it_is_told() throws Exception {
        functions.set("{\"FunctionName\":\"orders-prod\"},{\"FunctionName\":\"of-nobody\"}");
        reconcile();

        assertThat(shop.told.findings)
                .filteredOn(finding -> finding.kind().toString().equals("not-registered"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.about()).hasToString("orders-api"));
    }

    @Test
    void a_function_whose_end_was_lost_is_told_and_keeps_what_it_has() throws Exception {
        deploy();
        String secret = shop.secret("AWSCURRENT");
        reconcile();

        assertThat(shop.told.findings)
                .filteredOn(finding -> finding.kind().toString().equals("not-running"))
                .hasSize(1);
        assertThat(shop.secret("AWSCURRENT")).isEqualTo(secret);
    }

    @Test
    void where_it_is_listed_and_registered_all_is_well() throws Exception {
        functions.set("{\"FunctionName\":\"orders-prod\"}");
        deploy();
        reconcile();

        assertThat(shop.told.findings)
                .noneMatch(finding -> finding.kind().toString().startsWith("not-r"));
    }

    @Test
    void where_aws_refuses_nothing_is_concluded_and_the_log_says_so() throws Exception {
        deploy();
        status.set(403);
        reconcile();

        assertThat(shop.told.findings).isEmpty();
        assertThat(shop.told.notices)
                .anyMatch(notice -> notice.contains("`lambda:ListFunctions` in eu-central-1 failed: status 403"));
    }
}
