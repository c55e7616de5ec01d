package dev.cordon.tests.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.RealProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Policies change while callers call through a real nginx. Under an odd sequence the segment {@code ordering} may
 * charge, under an even one another; reading is allowed all the time.
 */
final class ReloadUnderLoadIT {

    private static final int CALLERS = 3;
    private static final int POLICIES = 12;

    @TempDir
    private Path folder;

    /** A call as its caller saw it. */
    private record Seen(boolean charging, int status, String decision) {}

    @BeforeAll
    static void find() {
        RealProgram.find("nginx");
    }

    @Test
    void every_answer_is_that_of_one_policy_and_none_is_lost_to_a_change_or_to_a_refused_file() throws Exception {
        List<Seen> seen;
        try (Shop shop = new Shop(ProxyKind.NGINX, folder.resolve("shop"), Shop.authority(folder), Map.of())) {
            seen = callWhile(shop, () -> publishMany(shop));
            Map<String, DecisionRecord> records = shop.records();

            assertThat(seen)
                    .allSatisfy(call -> assertThat(call.status())
                            .as(call.toString())
                            .isEqualTo(expected(call, records.get(call.decision()))));
            assertThat(seen.stream().map(Seen::status).distinct()).containsExactlyInAnyOrder(200, 403);
            assertThat(seen.stream()
                            .map(call -> sequence(records.get(call.decision())))
                            .distinct())
                    .as("calls were made under many policies, none skipped a beat")
                    .hasSize(POLICIES);
        }
    }

    private static int expected(Seen call, DecisionRecord record) {
        assertThat(record).as("the record of %s", call).isNotNull();
        return !call.charging() || sequence(record) % 2 == 1 ? 200 : 403;
    }

    private static long sequence(DecisionRecord record) {
        return record.subject()
                .judgement()
                .orElseThrow()
                .decision()
                .madeFrom()
                .policy()
                .sequence();
    }

    private static List<Seen> callWhile(Shop shop, Callable<Void> work) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<List<Seen>>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> call(shop, ended)));
            }
            work.call();
            ended.set(true);
            List<Seen> all = new ArrayList<>();
            for (Future<List<Seen>> caller : callers) {
                all.addAll(caller.get());
            }
            return all;
        } finally {
            ended.set(true);
            threads.shutdown();
        }
    }

    private static List<Seen> call(Shop shop, AtomicBoolean ended) throws Exception {
        String charge = shop.token("orders-api", "charge");
        String read = shop.token("orders-api", "read");
        List<Seen> seen = new ArrayList<>();
        while (!ended.get()) {
            seen.add(seen(true, shop.caller().call("POST /charges", charge)));
            seen.add(seen(false, shop.caller().call("GET /charges/1", read)));
        }
        return seen;
    }

    private static Seen seen(boolean charging, Caller.Reply reply) {
        String decision = reply.status() == 200
                ? reply.body()
                        .lines()
                        .filter(line -> line.startsWith("x-cordon-decision: "))
                        .map(line -> line.substring("x-cordon-decision: ".length()))
                        .findFirst()
                        .orElse("none")
                : reply.decision();
        return new Seen(charging, reply.status(), decision);
    }

    /** Each policy after a file that is refused, and only when calls were decided by the one before. */
    private static Void publishMany(Shop shop) throws Exception {
        for (long sequence = 2; sequence <= POLICIES; sequence++) {
            shop.upstream.awaitCalls(shop.upstream.calls() + 2 * CALLERS);
            shop.publish("rubbish".getBytes(StandardCharsets.UTF_8));
            shop.server.reload();
            await(shop, "reload failed: ");
            shop.publish(Shop.policy(sequence % 2 == 1 ? "ordering" : "storefront"), sequence);
            shop.server.reload();
            await(shop, "now in use: policy `shop` sequence " + sequence + ",");
        }
        shop.upstream.awaitCalls(shop.upstream.calls() + 2 * CALLERS);
        return null;
    }

    private static void await(Shop shop, String start) throws InterruptedException {
        while (!shop.notices.take().startsWith(start)) {
            // an earlier notice
        }
    }
}
