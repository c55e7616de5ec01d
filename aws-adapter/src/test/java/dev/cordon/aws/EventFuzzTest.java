package dev.cordon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.TestAuthorizer.Reply;
import dev.cordon.aws.authorizer.AuthorizerSettings;
import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.authorizer.Caching;
import dev.cordon.aws.authorizer.Targets;
import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.policy.Environment;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.World;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Events with anything in them changed. Nothing is thrown but the failure of the contract, and nothing is allowed but
 * what the token allows, by a decision.
 */
final class EventFuzzTest {

    private static final int EVENTS = 20_000;
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Set<String> ALLOWED = Set.of(TestEvents.STAGE + "GET/request", TestEvents.STAGE + "$connect");
    private static final List<String> VALUES = List.of(
            "null",
            "7",
            "-0.5",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"*\"",
            "\"/admin\"",
            "\"GET\"",
            "\"2.0\"",
            "\"TOKEN\"",
            "\"$default\"",
            "\"ANY /{proxy+}\"",
            "\"" + TestEvents.STAGE + "GET/admin\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[\"x\"]",
            "{\"x\": null}");

    private static final TestTokens TOKEN = TestTokens.segment("cordon", "web", "api")
            .purpose("read")
            .times(NOW.getEpochSecond() - 10, NOW.getEpochSecond() + 100);

    private final TestAuthorizer authorizer = authorizer();
    private int allowed;

    private static TestAuthorizer authorizer() {
        TestAuthorizer authorizer = TestAuthorizer.of(new AuthorizerSettings(
                EnumSet.allOf(EventKind.class),
                Targets.parse("abcdef123=api"),
                Caching.none(),
                ClientTrust.nobody(),
                new Wording(false, true)));
        authorizer.snapshot = Optional.of(new World(new Environment("production"), NOW.plusSeconds(86_400), List.of())
                .snapshot(CompiledPolicy.of(new TestPolicy()
                        .segment("front", Trust.PUBLIC)
                        .segment("back", Trust.INTERNAL)
                        .caller("web", "front")
                        .service(
                                "api",
                                "back",
                                "api.example",
                                "GET /request",
                                "GET /admin",
                                "POST /request",
                                "GET /$connect")
                        .issuer("cordon", TokenKind.SEGMENT, "front")
                        .flow("read", "web", "api", flow -> flow.operations("GET /request", "GET /$connect"))
                        .build())));
        authorizer.now = new Moment(NOW, 0);
        authorizer.introduce(AccessRequest.of(new Target.OfService("api"), "GET", RequestPath.read("/request"))
                .withToken(TOKEN.bearer()));
        return authorizer;
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void changed_events_are_denied_or_still_mean_what_is_allowed(EventKind kind) {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        SplittableRandom dice = new SplittableRandom(seed);
        String sample =
                TestEvents.sample(kind).replace("TOKEN\"", TOKEN.bearer().reveal() + "\"");
        String whole = kind == EventKind.REST_TOKEN
                ? sample.replaceFirst("\"type\": \"[^\"]*\"", "\"type\": \"TOKEN\"")
                : sample;
        for (int i = 0; i < EVENTS; i++) {
            check(dice.nextBoolean() ? valuesChanged(whole, dice) : bytesChanged(whole, dice), "seed " + seed);
        }
        System.out.printf("fuzz of %s: seed %d, %d still allowed%n", kind.text(), seed, allowed);
        assertThat(allowed).as("not everything is broken by a change").isPositive();
    }

    private void check(byte[] event, String name) {
        String text = new String(event, StandardCharsets.UTF_8);
        Reply reply;
        try {
            reply = authorizer.ask(event);
        } catch (RuntimeException e) {
            throw new AssertionError(name + ": " + text, e);
        }
        if (reply.failure().isPresent()) {
            assertThat(reply.failure().get()).matches("Unauthorized|cordon: .*");
            return;
        }
        List<String> resources = IamPolicy.resources(reply.json().orElseThrow(), "Allow");
        if (!resources.isEmpty()) {
            allowed++;
            assertThat(authorizer.reason()).as("%s: %s", name, text).isEmpty();
            assertThat(resources).as("%s: %s", name, text).hasSize(1);
            assertThat(stageOf(resources.get(0))).as("%s: %s", name, text).isIn(ALLOWED);
        }
    }

    /** Another partition, region, account or stage of the same API is the same service. */
    private static String stageOf(String resource) {
        return resource.replaceFirst("^arn:[^:]+:execute-api:[^:]+:[0-9]{12}:abcdef123/[^/]+/", TestEvents.STAGE);
    }

    private static byte[] valuesChanged(String text, SplittableRandom dice) {
        List<int[]> places = new ArrayList<>();
        Matcher values = Pattern.compile(": (\"[^\"]*\"|null|[0-9]+)").matcher(text);
        while (values.find()) {
            places.add(new int[] {values.start(1), values.end(1)});
        }
        String changed = text;
        for (int i = dice.nextInt(3); i >= 0; i--) {
            int[] place = places.get(dice.nextInt(places.size()));
            if (place[1] <= changed.length()) {
                changed = changed.substring(0, place[0])
                        + VALUES.get(dice.nextInt(VALUES.size()))
                        + changed.substring(place[1]);
            }
        }
        return changed.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytesChanged(String text, SplittableRandom dice) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = dice.nextInt(3); i >= 0; i--) {
            int at = dice.nextInt(bytes.length);
            switch (dice.nextInt(4)) {
                case 0 -> bytes[at] = (byte) dice.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << dice.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(at, 1));
                default -> {
                    int to = dice.nextInt(bytes.length);
                    System.arraycopy(bytes, at, bytes, to, Math.min(dice.nextInt(64), bytes.length - Math.max(at, to)));
                }
            }
        }
        return bytes;
    }
}
