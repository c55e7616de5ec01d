package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cordon.aws.IamPolicy;
import dev.cordon.aws.TestEvents;
import dev.cordon.aws.TestEvents.Doing;
import dev.cordon.aws.event.EventKind;
import dev.cordon.document.Json;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.LiveStores;
import dev.cordon.publication.StoredSnapshots;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long after its end a caller still gets through, second by second on a clock that the test moves: control plane
 * and authorizer over the same tables, API Gateway's cache between caller and authorizer, and the schedule of every
 * minute.
 */
final class RevocationDelaysOnAwsTest {

    /** Of the policy's segments. */
    private static final int REFRESH = 2;

    private static final int MINUTE = 60;

    /** For how long no call may get through any more; a token's life must not end within. */
    private static final int WATCHED = MINUTE / 2;

    private static final Pattern SECRET = Pattern.compile("\"client_secret\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("access_token\\\\\":\\\\\"([^\"\\\\]+)");

    /** What API Gateway keeps of one caller's one call. */
    private record Kept(boolean allows, Instant until) {}

    private final AtomicReference<Optional<Kept>> cache = new AtomicReference<>(Optional.empty());
    private HttpServer gateway;

    /** How a caller ends. */
    enum End {
        REVOKED,
        QUARANTINED,
        DELETED
    }

    @BeforeEach
    void start() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            cache.set(Optional.empty());
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "REVOKED,     0,   false, 2",
        "QUARANTINED, 0,   false, 2",
        "DELETED,     0,   false, 2",
        "REVOKED,     120, false, 122",
        "QUARANTINED, 120, false, 122",
        "DELETED,     120, false, 122",
        "REVOKED,     120, true,  60",
        "QUARANTINED, 120, true,  60",
        "DELETED,     120, true,  60"
    })
    void no_call_gets_through_after_its_bound(End end, int ttl, boolean flushes, int bound) throws Exception {
        ControlShop shop = new ControlShop(
                flushes
                        ? Map.of(
                                "CORDON_FLUSHED_STAGES",
                                "http/d4e5f6/live",
                                "AWS_ENDPOINT_URL_API_GATEWAY",
                                "http://127.0.0.1:" + gateway.getAddress().getPort())
                        : Map.of());
        event(shop, "CreateFunction20150331", "e1");
        shop.later(Duration.ofMinutes(5));
        Doing call = TestEvents.doing("POST", "/charges", token(shop));
        RunningAuthorizer authorizer = authorizer(shop, ttl);
        assertThat(isAllowed(shop, authorizer, call, ttl)).as("before its end").isTrue();

        end(shop, end);
        int last = 0;
        for (int second = 1; second <= bound + WATCHED; second++) {
            shop.later(Duration.ofSeconds(1));
            if (second % MINUTE == 0) {
                work(shop);
            }
            last = isAllowed(shop, authorizer, call, ttl) ? second : last;
        }
        assertThat(last).as("the last second at which it got through").isLessThanOrEqualTo(bound);
        assertThat(last).as("what is kept was looked at").isGreaterThanOrEqualTo(ttl > 0 ? REFRESH + 1 : 0);
    }

    private static void event(ControlShop shop, String name, String id) throws Exception {
        byte[] unused = shop.plane(shop.bench.control())
                .answer(ControlShop.utf8(ControlShop.batch(shop.event(name, id))), () -> true);
    }

    private static void work(ControlShop shop) throws Exception {
        byte[] unused =
                shop.plane(shop.bench.control()).answer(ControlShop.utf8("{\"schedule\":\"work\"}"), () -> true);
    }

    private static void end(ControlShop shop, End end) throws Exception {
        switch (end) {
            case REVOKED -> revoke(shop, new Revocation.OfService(new ServiceName("orders-api")));
            case QUARANTINED ->
                revoke(
                        shop,
                        new Revocation.Quarantine(
                                new Zone.OfSegment(new SegmentName("ordering")),
                                Revocation.Direction.BOTH,
                                shop.now().plus(Duration.ofHours(1)).getEpochSecond(),
                                "a leak"));
            case DELETED -> event(shop, "DeleteFunction20150331", "e2");
        }
    }

    private static void revoke(ControlShop shop, Revocation revocation) throws Exception {
        shop.kept().care().revocations().add(revocation, Optional.empty());
    }

    private static RunningAuthorizer authorizer(ControlShop shop, int ttl) throws Exception {
        Map<String, String> variables = new HashMap<>(shop.environment());
        variables.put("CORDON_TARGETS", "abcdef123=payments-api");
        variables.put("CORDON_KINDS", "http-2.0");
        variables.put("CORDON_RESPONSE", "simple");
        if (ttl > 0) {
            variables.put("CORDON_TTL", Integer.toString(ttl));
            variables.put("CORDON_IDENTITY_SOURCES", "$request.header.Authorization,$context.httpMethod,$context.path");
        }
        Configuration configuration = Configuration.of(new Variables(variables));
        Configuration.Place place = configuration.place();
        ControlAccess access = shop.bench.control();
        StoredSnapshots source = new StoredSnapshots(
                access.objects(place.bucket(), place.prefix()),
                access.heads(place.table()),
                Optional.of(new LiveStores(
                        shop.kept().care().registry(), shop.kept().care().revocations())),
                configuration.expectations(),
                shop.clock());
        return Start.open(
                new RunningAuthorizer.Host("authorizer-1", OutputStream.nullOutputStream(), shop.clock()),
                configuration,
                new RunningAuthorizer.Kept(source, Optional.empty()));
    }

    private boolean isAllowed(ControlShop shop, RunningAuthorizer authorizer, Doing call, int ttl) throws Exception {
        Optional<Kept> kept = cache.get().filter(one -> shop.now().isBefore(one.until()));
        if (kept.isPresent()) {
            return kept.get().allows();
        }
        Json.Members answer = (Json.Members) Json.parse(authorizer.answer(TestEvents.event(EventKind.HTTP_2, call)));
        boolean allows = IamPolicy.allows(answer, TestEvents.arn(EventKind.HTTP_2, call));
        if (ttl > 0) {
            cache.set(Optional.of(new Kept(allows, shop.now().plusSeconds(ttl))));
        }
        return allows;
    }

    private static String token(ControlShop shop) throws Exception {
        String secret = first(SECRET, shop.secret("AWSCURRENT"));
        String basic = Base64.getEncoder().encodeToString(("orders-api:" + secret).getBytes(StandardCharsets.UTF_8));
        String asked = "{\"version\":\"2.0\",\"rawPath\":\"/oauth2/token\",\"rawQueryString\":\"\",\"headers\":"
                + "{\"content-type\":\"application/x-www-form-urlencoded\",\"authorization\":\"Basic " + basic
                + "\"},\"requestContext\":{\"http\":{\"method\":\"POST\",\"sourceIp\":\"198.51.100.7\"}},\"body\":"
                + "\"grant_type=client_credentials&audience=payments-api\",\"isBase64Encoded\":false}";
        return first(TOKEN, new String(shop.tokens().answer(ControlShop.utf8(asked)), StandardCharsets.UTF_8));
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
