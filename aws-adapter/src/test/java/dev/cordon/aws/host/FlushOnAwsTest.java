package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cordon.aws.cache.CacheFlush;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stages that forget what their authorizers answered; the emulator has no caches, so that a server stands in here. */
final class FlushOnAwsTest {

    private static final String REST = "DELETE /restapis/a1b2c3/stages/live/cache/authorizers";
    private static final String HTTP = "DELETE /v2/apis/d4e5f6/stages/%24default/cache/authorizers";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(202);

    private HttpServer gateway;
    private ControlShop shop;

    @BeforeEach
    void start() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        gateway.start();
        shop = new ControlShop(Map.of(
                "CORDON_FLUSHED_STAGES",
                "rest/a1b2c3/live,http/d4e5f6/$default",
                "AWS_ENDPOINT_URL_API_GATEWAY",
                "http://127.0.0.1:" + gateway.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private void work(Duration later) throws Exception {
        shop.later(later);
        byte[] unused =
                shop.plane(shop.bench.control()).answer(ControlShop.utf8("{\"schedule\":\"work\"}"), () -> true);
    }

    private void revoke(String service) throws Exception {
        shop.kept().care().revocations().add(new Revocation.OfService(new ServiceName(service)), Optional.empty());
    }

    @Test
    void what_is_revoked_has_every_stage_forget_at_once_and_once_more_and_then_no_more() throws Exception {
        work(Duration.ofMinutes(1));
        assertThat(asked).as("nothing was revoked").isEmpty();

        revoke("orders-api");
        work(Duration.ofSeconds(1));
        assertThat(asked).containsExactly(REST, HTTP);
        assertThat(signatures)
                .allMatch(line -> line.startsWith("AWS4-HMAC-SHA256 Credential=")
                        && line.contains("/eu-west-1/apigateway/aws4_request"));

        work(Duration.ofSeconds(2));
        assertThat(asked).as("authorizers may not know of it yet").hasSize(2);
        work(Duration.ofMinutes(1));
        assertThat(asked).containsExactly(REST, HTTP, REST, HTTP);
        work(Duration.ofMinutes(1));
        work(Duration.ofMinutes(1));
        assertThat(asked).hasSize(4);
    }

    @Test
    void many_revocations_are_one_flush_in_a_while() throws Exception {
        for (int i = 0; i < 5; i++) {
            revoke("service-" + i);
            work(Duration.ofSeconds(1));
        }
        assertThat(asked).containsExactly(REST, HTTP);
        work(CacheFlush.PAUSE);
        assertThat(asked).hasSize(4);
    }

    @Test
    void a_service_that_ends_has_them_forget_with_its_event() throws Exception {
        byte[] unused = shop.plane(shop.bench.control())
                .answer(ControlShop.utf8(ControlShop.batch(shop.event("CreateFunction20150331", "e1"))), () -> true);
        shop.later(Duration.ofMinutes(5));
        asked.clear();
        unused = shop.plane(shop.bench.control())
                .answer(ControlShop.utf8(ControlShop.batch(shop.event("DeleteFunction20150331", "e2"))), () -> true);
        assertThat(asked).containsExactly(REST, HTTP);
    }

    @Test
    void what_api_gateway_does_not_do_is_told_and_done_by_the_next_call() throws Exception {
        revoke("orders-api");
        status.set(429);
        work(Duration.ofSeconds(1));
        assertThat(shop.told.notices)
                .filteredOn(line -> line.contains("may keep answers"))
                .hasSize(2)
                .first()
                .asString()
                .contains("rest/a1b2c3/live", "FlushStageAuthorizersCache", "429");

        status.set(202);
        work(Duration.ofMinutes(1));
        assertThat(shop.told.notices)
                .filteredOn(line -> line.contains("forgot what its authorizers answered"))
                .hasSize(2);

        revoke("payments-api");
        gateway.stop(0);
        work(Duration.ofMinutes(1));
        assertThat(shop.told.notices).anyMatch(line -> line.contains("no answer that can be used"));
    }
}
