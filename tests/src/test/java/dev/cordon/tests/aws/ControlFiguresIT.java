package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the packaged control plane under Lambda's runtime client, over emulated stores: what a token costs over a
 * handler that does nothing, and what an event does. It judges nothing; {@code tests/README.md} has results.
 */
@Tag("full")
final class ControlFiguresIT {

    private static final int WARM_UP = 50;
    private static final int TOKENS = 200;
    private static final int EVENTS = 40;

    @TempDir
    private Path folder;

    private final CloudShop shop = CloudShop.shared();

    ControlFiguresIT() throws Exception {}

    /** What is measured. */
    private interface Call {
        void run(int number) throws Exception;
    }

    private static long[] sorted(int calls, Call call) throws Exception {
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long before = System.nanoTime();
            call.run(i);
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void print(String what, long[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.2f ms, p99 %.2f ms%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void the_figures_are_printed() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "package of the control plane: %.1f MB%n",
                Files.size(FunctionPackage.CONTROL_JAR) / (1024.0 * 1024.0));
        CloudShop.Place place = shop.place("control-figures");
        String policy = CloudShop.policy()
                .replace("storefront: { trust: public }", "storefront: { trust: public, rotation: { grace: 1m } }");
        try (ControlCloud cloud = new ControlCloud(shop, place, policy, folder, "lambda/web-prod=web-bff")) {
            cloud.happens("CreateFunction20150331", "web-prod", "e-first");
            print("an event that is known already", sorted(EVENTS, i -> again(cloud)));
            print(
                    "a deploy, taken and rotated as far as the grace before allows",
                    sorted(EVENTS, i -> cloud.happens("UpdateFunctionCode20150331v2", "web-prod", "e-" + i)));
            // last, since the emulator is the slower the more it keeps
            tokens(cloud);
        }
        trivial();
    }

    private static void again(ControlCloud cloud) throws Exception {
        cloud.happens("CreateFunction20150331", "web-prod", "e-first");
    }

    private static void tokens(ControlCloud cloud) throws Exception {
        String pair = "web-bff:" + cloud.secret("web-bff");
        Map<String, String> headers = Map.of(
                "authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        Map<String, String> form = Map.of("grant_type", "client_credentials", "audience", "orders-api");
        Call issue = i -> assertThat(cloud.tokens().ask(form, headers).status()).isEqualTo(200);
        long[] unused = sorted(WARM_UP, issue);
        print("a token by secret", sorted(TOKENS, issue));
        print("keys, which ask no store", sorted(TOKENS, i -> cloud.tokens().get("/oauth2/jwks")));
    }

    private void trivial() throws Exception {
        byte[] event = "{\"version\":\"2.0\"}".getBytes(StandardCharsets.UTF_8);
        try (LambdaFunction function = LambdaFunction.start(
                new LambdaFunction.Settings(trivialJar(), EchoHandler.class.getName(), Map.of(), List.of()))) {
            Call call = i -> {
                Object unused = function.invoke(event);
            };
            long[] unused = sorted(WARM_UP, call);
            print("a trivial handler", sorted(TOKENS, call));
        }
    }

    private Path trivialJar() throws IOException {
        return EchoHandler.jar(folder.resolve("trivial.jar"));
    }
}
