package dev.cordon.aws.authorizer;

import dev.cordon.aws.TestAuthorizer;
import dev.cordon.aws.TestEvents;
import dev.cordon.aws.TestEvents.Doing;
import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.network.Cidr;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.World;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One small API, its policy and tokens; the tests of authorizers share it. */
final class SmallApi {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration FRESH = Duration.ofMillis(100);

    static final TestTokens TOKEN = TestTokens.segment("cordon", "web", "api")
            .purpose("read")
            .times(NOW.getEpochSecond() - 10, NOW.getEpochSecond() + 100);

    private SmallApi() {}

    static Policy policy() {
        return new TestPolicy()
                .segment("front", Trust.PUBLIC)
                .segment("back", Trust.INTERNAL)
                .segment("vault", Trust.RESTRICTED, CallerAuthentication.BOTH)
                .caller("web", "front")
                .service(
                        "api",
                        "back",
                        "api.example",
                        "GET /request",
                        "POST /request",
                        "PUT /near",
                        "DELETE /often",
                        "GET /$connect")
                .service("items", "back", "items.example", "GET /items/{id}", "GET /items")
                .service("safe", "vault", "safe.example", "GET /request")
                .issuer("cordon", TokenKind.SEGMENT, "front")
                .flow("read", "web", "api", flow -> flow.operations("GET /request", "POST /request", "GET /$connect"))
                .flow(
                        "near",
                        "web",
                        "api",
                        flow -> flow.operations("PUT /near")
                                .when(new Condition.Network(
                                        List.of(Cidr.parse("192.0.2.0/24").orElseThrow()))))
                .flow(
                        "often",
                        "web",
                        "api",
                        flow -> flow.operations("DELETE /often").rate(5))
                .flow("list", "web", "items")
                .flow("open", "web", "safe")
                .build();
    }

    static AuthorizerSettings settings(Set<EventKind> kinds, Caching caching, Wording wording) {
        return new AuthorizerSettings(
                kinds,
                Targets.parse("abcdef123=api, abcdef123/items=items, abcdef123/safe=safe"),
                caching,
                ClientTrust.of(Certificates.pem("root")),
                wording);
    }

    static TestAuthorizer authorizer(AuthorizerSettings settings) {
        TestAuthorizer authorizer = TestAuthorizer.of(settings);
        authorizer.snapshot = Optional.of(new World(new Environment("production"), NOW.plusSeconds(86_400), List.of())
                .snapshot(CompiledPolicy.of(policy())));
        authorizer.now = new Moment(NOW, FRESH.toNanos());
        for (String service : List.of("api", "items", "safe")) {
            for (String purpose : List.of("read", "near", "often", "list", "open")) {
                PresentedToken token = token(service, purpose).bearer();
                authorizer.introduce(
                        AccessRequest.of(new Target.OfService(service), "GET", RequestPath.read("/request"))
                                .withToken(token));
                authorizer.introduce(AccessRequest.of(new Target.OfService(service), "GET", RequestPath.read("/items"))
                        .withToken(token));
            }
        }
        return authorizer;
    }

    static TestAuthorizer authorizer(Wording wording) {
        return authorizer(settings(EnumSet.allOf(EventKind.class), Caching.none(), wording));
    }

    static TestAuthorizer plain() {
        return authorizer(new Wording(false, false));
    }

    static TestAuthorizer keeping(EventKind kind, int ttl, String sources) {
        return authorizer(settings(Set.of(kind), Caching.kept(ttl, kind, sources), new Wording(false, false)));
    }

    static TestTokens token(String service, String purpose) {
        return TestTokens.like(TOKEN.verified()).audience(service).purpose(purpose);
    }

    static Doing call(String method, String path, String purpose) {
        return TestEvents.doing(method, path, token("api", purpose).bearer().reveal());
    }

    static Doing read() {
        return call("GET", "/request", "read");
    }
}
