package dev.cordon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.TestAuthorizer.Reply;
import dev.cordon.aws.TestEvents.Doing;
import dev.cordon.aws.authorizer.AuthorizerSettings;
import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.authorizer.Caching;
import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.document.Json;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.reference.Call;
import dev.cordon.reference.RandomTrials;
import dev.cordon.reference.Trial;
import dev.cordon.reference.World;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random sequences of calls through a model of API Gateway's cache. Whatever a kept answer lets through, a decision
 * made anew at that very instant, from all that the caller shows, would let through as well.
 */
final class CacheModelTest {

    private static final int SEQUENCES = Boolean.getBoolean("cordon.full") ? 4_000 : 200;
    private static final int STEPS = 150;

    /** The rest of a path's characters, and a percent sign that begins no escape; a question mark ends the path. */
    private static final Pattern ESCAPED = Pattern.compile("%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~!$&'()*+,;=:@/?%-]");

    /** The keys: what API Gateway compares before it repeats an answer. */
    enum Shape {
        TOKEN(EventKind.REST_TOKEN, "", false),
        HEADER(EventKind.REST_REQUEST, "method.request.header.Authorization", false),
        HEADER_AND_ADDRESS(
                EventKind.REST_REQUEST, "method.request.header.Authorization,context.identity.sourceIp", false),
        CALL(EventKind.REST_REQUEST, "method.request.header.Authorization,context.httpMethod,context.path", false),
        CALL_AND_ADDRESS(
                EventKind.REST_REQUEST,
                "method.request.header.Authorization,context.httpMethod,context.path,context.identity.sourceIp",
                false),
        HTTP_1_HEADER(EventKind.HTTP_1, "$request.header.Authorization,$context.routeKey", false),
        HTTP_2_ROUTE(EventKind.HTTP_2, "$request.header.Authorization,$context.routeKey", false),
        HTTP_2_CALL(EventKind.HTTP_2, "$request.header.Authorization,$context.routeKey,$context.path", false),
        HTTP_2_SIMPLE(EventKind.HTTP_2, "$request.header.Authorization,$context.httpMethod,$context.path", true);

        final EventKind kind;
        final String sources;
        final boolean simple;

        Shape(EventKind kind, String sources, boolean simple) {
            this.kind = kind;
            this.sources = sources;
            this.simple = simple;
        }

        boolean isForWholeApi() {
            return !sources.contains("context.path");
        }

        List<String> key(Doing doing, String stage) {
            List<String> key =
                    new ArrayList<>(List.of(stage, doing.authorization().orElseThrow()));
            if (sources.contains("sourceIp")) {
                key.add(doing.source());
            }
            if (sources.contains("httpMethod")) {
                key.add(doing.method());
            }
            if (sources.contains("routeKey")) {
                key.add(doing.method() + " " + doing.template());
            }
            if (sources.contains("context.path")) {
                key.add(doing.path());
            }
            return key;
        }
    }

    private record Kept(Json.Members answer, Instant until) {}

    private int repeated;
    private int letThrough;

    @ParameterizedTest
    @EnumSource(Shape.class)
    void no_kept_answer_lets_through_what_a_fresh_decision_would_stop(Shape shape) {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        SplittableRandom dice = new SplittableRandom(seed);
        for (int ran = 0; ran < SEQUENCES; ) {
            ran += sequence(shape, dice.split(), "seed " + seed) ? 1 : 0;
        }
        System.out.printf(
                "cache model %s: seed %d, %d answers repeated, %d let a call through%n",
                shape, seed, repeated, letThrough);
        assertThat(letThrough).as("the test has something to look at").isGreaterThan(SEQUENCES / 4);
    }

    /** Whether there was one: not every policy can be kept for a whole API. */
    private boolean sequence(Shape shape, SplittableRandom dice, String name) {
        List<Trial> trials = RandomTrials.ofOnePolicy(dice.nextLong(), 40);
        Policy lasting = RewrittenPolicy.lasting(trials.get(0).policy(), Duration.ofMinutes(2));
        Optional<Policy> policy = shape.isForWholeApi() ? RewrittenPolicy.literal(lasting) : Optional.of(lasting);
        if (policy.isPresent()) {
            new Sequence(shape, dice, policy.get()).run(trials, name);
        }
        return policy.isPresent();
    }

    /** One policy and world, and the calls of some callers. */
    private final class Sequence {

        private final Shape shape;
        private final SplittableRandom dice;
        private final Policy policy;
        private final int ttl;
        private final TestAuthorizer authorizer;
        private final Map<List<String>, Kept> cache = new HashMap<>();

        Sequence(Shape shape, SplittableRandom dice, Policy policy) {
            this.shape = shape;
            this.dice = dice;
            this.policy = policy;
            this.ttl = 1 + dice.nextInt(40);
            this.authorizer = TestAuthorizer.of(new AuthorizerSettings(
                    Set.of(shape.kind),
                    Staged.targets(policy),
                    Caching.kept(ttl, shape.kind, shape.sources),
                    ClientTrust.nobody(),
                    new Wording(shape.simple, false)));
        }

        void run(List<Trial> trials, String name) {
            Trial first = pick(trials);
            World world = first.world();
            Snapshot snapshot = world.snapshot(CompiledPolicy.of(policy));
            authorizer.snapshot = Optional.of(snapshot);
            Moment now = new Moment(first.now(), 0);
            List<Trial> callers = trials.stream()
                    .filter(trial -> trial.now().equals(first.now())
                            && trial.call().token().isPresent()
                            && Staged.service(policy, trial.call()).isPresent())
                    .toList();
            for (int i = 0; i < STEPS && !callers.isEmpty(); i++) {
                Trial trial = pick(callers);
                authorizer.now = now;
                call(trial.call(), snapshot, now, name);
                long pause = dice.nextInt(100) < 70 ? 0 : dice.nextLong(4_000_000_000L);
                now = new Moment(now.wall().plusNanos(pause), now.ticks() + pause);
            }
        }

        private void call(Call call, Snapshot snapshot, Moment now, String name) {
            String service = Staged.service(policy, call).orElseThrow();
            Doing doing = doing(call, service);
            AccessRequest request = request(call, service, doing);
            authorizer.introduce(request);
            List<String> key = shape.key(doing, service);
            Kept kept = cache.get(key);
            if (kept == null || !now.wall().isBefore(kept.until())) {
                Reply reply = authorizer.ask(Staged.event(shape.kind, doing, service));
                // a failure is a 500, and kept by nobody
                reply.json()
                        .ifPresent(answer ->
                                cache.put(key, new Kept(answer, now.wall().plusSeconds(ttl))));
                return;
            }
            repeated++;
            if (IamPolicy.allows(kept.answer(), Staged.arn(shape.kind, doing, service))) {
                letThrough++;
                Decision fresh =
                        authorizer.enforcer().judge(snapshot, request, now).decision();
                assertThat(fresh.isAllow()
                                && ((Decision.Allow) fresh).obligations().isEmpty())
                        .as(
                                "%s, %s: %s %s of %s from %s: %s",
                                name, shape, doing.method(), doing.path(), service, doing.source(), fresh)
                        .isTrue();
            }
        }

        /** Mostly an operation of the service, sometimes what else a caller may try. */
        private Doing doing(Call call, String service) {
            String method = call.method();
            String path = call.path();
            List<Operation> operations = operations(service);
            if (!operations.isEmpty() && dice.nextInt(100) < 90) {
                Operation operation = pick(operations);
                method = operation.method().name();
                path = operation.path().text().replaceAll("\\{[^}]*}", dice.nextBoolean() ? "42" : "x");
            }
            path = switch (dice.nextInt(20)) {
                case 0 -> path + "/";
                case 1 -> path + ";v=1";
                case 2 -> path + "/..";
                case 3 -> path.toUpperCase(java.util.Locale.ROOT);
                default -> path;
            };
            boolean sayable = path.startsWith("/")
                    && path.indexOf('?') < 0
                    && path.length() < 400
                    && path.chars().noneMatch(Character::isISOControl);
            String source = dice.nextInt(3) == 0
                    ? pick(List.of("10.0.0.1", "10.20.30.40", "192.0.2.7", "2001:db8::1"))
                    : call.source().orElse("198.51.100.1");
            boolean token = shape.kind == EventKind.REST_TOKEN;
            return new Doing(
                    method.matches("[A-Za-z-]{1,32}") ? method : "GET",
                    sayable ? path : "/",
                    "/{proxy+}",
                    Staged.authorization(call),
                    token ? Optional.empty() : call.token().flatMap(Call.Shown::proof),
                    source,
                    Optional.empty());
        }

        private List<Operation> operations(String service) {
            return policy.services().stream()
                    .filter(one -> one.name().text().equals(service))
                    .flatMap(one -> one.operations().stream())
                    .filter(Operations.Listed.class::isInstance)
                    .flatMap(listed -> ((Operations.Listed) listed).list().stream())
                    .toList();
        }

        /** All that the caller shows, whether the kind or the key tells of it or not. */
        private AccessRequest request(Call call, String service, Doing doing) {
            PresentedToken token = call.toRequest().token();
            String path = shape.kind.isHttpApi() ? asSent(doing.path()) : doing.path();
            return AccessRequest.of(new Target.OfService(service), doing.method(), RequestPath.read(path))
                    .from(IpAddress.parse(doing.source()).orElseThrow())
                    .withToken(token);
        }

        /**
         * HTTP APIs hand paths on decoded: what comes over no wire as it is (RFC 3986 §3.3) was an escape when it was
         * sent.
         */
        private static String asSent(String decoded) {
            return ESCAPED.matcher(decoded).replaceAll(found -> {
                StringBuilder escapes = new StringBuilder();
                for (byte octet : found.group().getBytes(StandardCharsets.UTF_8)) {
                    escapes.append(String.format("%%%02X", octet));
                }
                return escapes.toString();
            });
        }

        private <T> T pick(List<T> list) {
            return list.get(dice.nextInt(list.size()));
        }
    }
}
