package dev.cordon.aws.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.bridge.BridgeReading.Told;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Events with anything in them changed: reading one never fails, and tells of no service that is not named. */
final class NearlySoundBridgeEventsTest {

    private static final int EVENTS = Boolean.getBoolean("cordon.full") ? 2_000_000 : 50_000;
    private static final List<String> SOUND = List.of(
            BridgeSamples.function(
                    "UpdateFunctionCode20150331v2",
                    "\"functionName\": \"orders\", \"dryRun\": false",
                    "{\"version\": \"7\", \"codeSha256\": \"x\"}"),
            BridgeSamples.function("DeleteFunction20150331", "\"functionName\": \"function:orders\"", "null"),
            BridgeSamples.deployment("SERVICE_DEPLOYMENT_COMPLETED"),
            BridgeSamples.call("ecs", "DeleteService", "\"requestParameters\": {\"service\": \"payments-api\"},"),
            BridgeSamples.call("apigateway", "DeleteApi", "\"requestParameters\": {\"apiId\": \"a1b2c3\"},"));
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "7",
            "{}",
            "[]",
            "\"\"",
            "\"*\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\\",
            "\"",
            ":",
            ",",
            "{",
            "]");

    @Test
    void reading_never_fails_and_tells_of_named_services_alone() {
        Set<ServiceName> named =
                Set.of(new ServiceName("orders-api"), new ServiceName("payments-api"), new ServiceName("web-bff"));
        BridgeEvents events = new BridgeEvents(new BridgeRules(
                Map.of("123456789012", new Environment("production")),
                Set.of("eu-central-1"),
                Map.of(
                        "lambda/orders", new ServiceName("orders-api"),
                        "ecs/shop/payments-api", new ServiceName("payments-api"),
                        "apigateway/a1b2c3", new ServiceName("web-bff")),
                false));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int told = 0;
        for (int i = 0; i < EVENTS; i++) {
            String sound = SOUND.get(random.nextInt(SOUND.size()));
            StringBuilder event = new StringBuilder(sound);
            for (int change = random.nextInt(4); change > 0; change--) {
                int from = random.nextInt(event.length());
                int to = Math.min(event.length(), from + random.nextInt(1, 30));
                event.replace(from, to, random.nextBoolean() ? PIECES.get(random.nextInt(PIECES.size())) : "");
            }
            BridgeReading reading = events.read(event.toString().getBytes(StandardCharsets.UTF_8));
            if (reading instanceof Told one) {
                told++;
                assertThat(named)
                        .as("seed %d: %s", seed, event)
                        .contains(one.event().service());
                assertThat(one.event().origin().source()).isEqualTo("aws:123456789012:eu-central-1");
            }
        }
        System.out.printf("nearly sound events of EventBridge: seed %d, %d of %d told%n", seed, told, EVENTS);
        assertThat(told).isBetween(EVENTS / 20, EVENTS - EVENTS / 20);
    }
}
