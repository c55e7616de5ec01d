package dev.cordon.tests.aws;

import dev.cordon.tests.gateway.ApiRoute;
import dev.cordon.tests.gateway.FrontCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures the packaged function under Lambda's runtime client, beside a handler that does nothing: starts, restores,
 * warm calls, memory. It judges nothing, since figures depend on what else runs; {@code tests/README.md} has results.
 */
@Tag("full")
class FiguresIT {

    private static final int STARTS = 11;
    private static final int WARM_UP = 5_000;
    private static final int CALLS = 10_000;

    private final CloudShop shop = CloudShop.shared();
    private final CloudShop.Place place = shop.published("figures");
    private final byte[] event;

    FiguresIT() throws Exception {
        GatewayApi api = Kinds.api(Kinds.authorizer(Kind.HTTP_2));
        String token = Kinds.goodToken(shop, api.authorizer()).substring("Authorization: ".length());
        FrontCall call = new FrontCall(
                "GET",
                new FrontCall.Target("/orders/7", ""),
                Map.of("Authorization", List.of(token), "Accept", List.of("*/*")),
                new FrontCall.Peer("192.0.2.7", Optional.empty()));
        ApiRoute.Match match = new ApiRoute.Match(ApiRoute.of("GET /orders/{id}"), Map.of("id", "7"));
        event = new EventWriter(api, call, match, List.of(token)).write();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void the_figures_are_printed() throws Exception {
        size();
        starts();
        restores();
        warmCalls();
    }

    private void size() throws IOException {
        System.out.printf(Locale.ROOT, "package: %.1f MB%n", Files.size(FunctionPackage.JAR) / (1024.0 * 1024.0));
    }

    private LambdaFunction.Settings authorizer() throws IOException {
        return shop.function(place, "api1=orders-api").with("CORDON_KINDS", "http-2.0");
    }

    private LambdaFunction.Settings trivial() throws IOException {
        Path jar = EchoHandler.jar(shop.file("trivial.jar"));
        return new LambdaFunction.Settings(jar, EchoHandler.class.getName(), Map.of(), List.of());
    }

    /** The same with its jar on the class path, from which alone classes can be shared. */
    private static LambdaFunction.Settings inJar(LambdaFunction.Settings settings) {
        return new LambdaFunction.Settings(
                FunctionPackage.JAR, settings.handler(), settings.environment(), settings.java());
    }

    private void starts() throws Exception {
        LambdaFunction.Settings inJar = inJar(authorizer());
        Map<String, LambdaFunction.Settings> kinds = Map.of(
                "1 trivial handler", trivial(),
                "2 trivial handler, shared classes", shared(trivial(), "trivial.jsa"),
                "3 authorizer", authorizer(),
                "4 authorizer, shared classes", shared(inJar, "authorizer.jsa"));
        Map<String, List<Long>> samples = new TreeMap<>();
        for (int round = 0; round < STARTS; round++) {
            for (String name : kinds.keySet().stream().sorted().toList()) {
                samples.computeIfAbsent(name, none -> new ArrayList<>()).add(start(kinds.get(name)));
            }
        }
        samples.forEach((name, millis) -> System.out.printf(
                Locale.ROOT,
                "start to first answer, %s: median %d ms, least %d, most %d%n",
                name.substring(2),
                at(millis, 0.5),
                at(millis, 0),
                at(millis, 1)));
    }

    /** Makes an archive of the classes that a start and a call load. */
    private LambdaFunction.Settings shared(LambdaFunction.Settings settings, String archive) throws Exception {
        Path file = shop.file(archive);
        try (LambdaFunction training = LambdaFunction.start(settings.withJava("-XX:ArchiveClassesAtExit=" + file))) {
            training.invoke(event);
            training.invoke(event);
        }
        return settings.withJava("-XX:SharedArchiveFile=" + file);
    }

    private long start(LambdaFunction.Settings settings) throws Exception {
        long before = System.nanoTime();
        try (LambdaFunction function = LambdaFunction.start(settings)) {
            check(function.invoke(event));
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        }
    }

    private void restores() throws Exception {
        LambdaFunction.Settings settings = authorizer()
                .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
                .withJava("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < STARTS; round++) {
            try (LambdaFunction function = LambdaFunction.start(settings)) {
                function.api().checkpoint().join();
                long before = System.nanoTime();
                function.api().restore();
                check(function.invoke(event));
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "restore to first answer (hooks only, nothing is frozen here): median %d ms, most %d%n",
                at(millis, 0.5),
                at(millis, 1));
    }

    private void warmCalls() throws Exception {
        try (LambdaFunction trivial = LambdaFunction.start(trivial());
                LambdaFunction authorizer = LambdaFunction.start(authorizer())) {
            List<Long> plain = new ArrayList<>();
            List<Long> deciding = new ArrayList<>();
            for (int i = -WARM_UP; i < CALLS; i++) {
                long first = call(trivial);
                long second = call(authorizer);
                if (i >= 0) {
                    plain.add(first);
                    deciding.add(second);
                }
            }
            print("trivial handler", plain);
            print("authorizer", deciding);
            System.out.printf(Locale.ROOT, "peak memory of the authorizer: %d MB%n", peak(authorizer) / 1024);
        }
    }

    private long call(LambdaFunction function) throws Exception {
        long before = System.nanoTime();
        check(function.invoke(event));
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - before);
    }

    private static void print(String name, List<Long> micros) {
        System.out.printf(
                Locale.ROOT,
                "warm call, %s: median %d us, p99 %d us, most %d us%n",
                name,
                at(micros, 0.5),
                at(micros, 0.99),
                at(micros, 1));
    }

    private static void check(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answer answer) || answer.text().contains("\"Deny\"")) {
            throw new AssertionError("not allowed: " + outcome);
        }
    }

    private static long at(List<Long> values, double share) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** In kB, as Linux counts it. */
    private static long peak(LambdaFunction function) throws IOException {
        long id = function.log().program().orElseThrow().pid();
        return Files.readAllLines(Path.of("/proc/" + id + "/status"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
                .filter(word -> !word.isEmpty() && word.chars().allMatch(Character::isDigit))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
