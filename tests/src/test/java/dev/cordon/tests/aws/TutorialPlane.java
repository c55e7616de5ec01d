package dev.cordon.tests.aws;

import dev.cordon.document.Json;
import dev.cordon.tests.terraform.Applied;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The tutorial's control plane, with the settings that are applied, and what AWS tells it of the tutorial's service.
 */
final class TutorialPlane implements AutoCloseable {

    private static final String SERVICE = "aws_lambda_function.web";

    private final TokenFunction tokens;
    private final TokenFront front;
    private final LambdaFunction lifecycle;
    private final EventBus bus;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();

    /** @param code the folder of the unpacked package */
    TutorialPlane(CloudShop shop, Applied applied, Path code) throws Exception {
        tokens = TokenFunction.start(code, settings(shop, applied, "tokens"));
        front = new TokenFront(tokens);
        lifecycle = LambdaFunction.start(new LambdaFunction.Settings(
                code, FunctionPackage.LIFECYCLE, settings(shop, applied, "lifecycle"), List.of()));
        bus = new EventBus(shop.moto(), Applied.text(applied.one("aws_sqs_queue.events"), "url"), lifecycle);
        ScheduledFuture<?> unused = schedule.scheduleWithFixedDelay(this::work, 1, 1, TimeUnit.SECONDS);
    }

    /** What AWS's scheduler asks for every minute: a step that a busy machine did not do in time is done then. */
    private synchronized void work() {
        try {
            Object unused = lifecycle.invoke("{\"schedule\":\"work\"}".getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            // the outermost catch: the function was ended, or what it does not do is missing where it is looked for
        }
    }

    static boolean isIn(Applied applied) {
        return applied.made().keySet().stream().anyMatch(one -> one.endsWith(".aws_lambda_function.lifecycle"));
    }

    private static Map<String, String> settings(CloudShop shop, Applied applied, String function) {
        Map<String, String> settings = new HashMap<>(applied.settings("aws_lambda_function." + function));
        settings.putAll(shop.moto().environment());
        return Map.copyOf(settings);
    }

    /** Tells of what Terraform did to the service, as CloudTrail does of the calls that it made for that. */
    synchronized void tell(Applied before, Applied after) throws Exception {
        Optional<String> was = code(before);
        Optional<String> is = code(after);
        if (was.equals(is)) {
            return;
        }
        String call = was.isEmpty()
                ? "CreateFunction20150331"
                : is.isEmpty() ? "DeleteFunction20150331" : "UpdateFunctionCode20150331v2";
        String answer = is.map(
                        hash -> Json.object().put("codeSha256", hash).build().toCanonical())
                .orElse("null");
        bus.tell(Happening.function(Happening.ACCOUNT, call, "web-prod", answer));
        if (bus.handOn() != 1) {
            throw new AssertionError("the rules do not lead `" + call + "` to the queue");
        }
    }

    private static Optional<String> code(Applied applied) {
        return Optional.ofNullable(applied.made().get(SERVICE)).map(one -> Applied.text(one, "source_code_hash"));
    }

    int port() {
        return front.port();
    }

    @Override
    public void close() throws IOException {
        schedule.shutdown();
        front.close();
        tokens.close();
        lifecycle.close();
    }
}
