package dev.cordon.reference;

import dev.cordon.decision.Reason;
import dev.cordon.decision.Step;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The corpus's first cases: calls to {@link Shop}, picked by hand, and the smallest random ones of each reason. */
final class CorpusSeed {

    private static final long SEED = 20_261_122;
    private static final int OF_EACH_REASON = 2;
    private static final int ALLOWED = 20;

    private final List<CorpusCase> cases = new ArrayList<>();

    private CorpusSeed() {}

    static List<CorpusCase> cases() {
        CorpusSeed seed = new CorpusSeed();
        seed.targets();
        seed.tokens();
        seed.apiKeys();
        seed.possession();
        seed.edges();
        seed.revocations();
        seed.lives();
        seed.vouching();
        seed.random();
        return seed.cases;
    }

    private void targets() {
        add("checkout-is-allowed", Shop.checkout());
        add("host-ignores-letter-case-and-port", Shop.call("Orders.Shop.Example:8443", "POST", "/orders", token()));
        add("host-with-trailing-dot-is-unknown", Shop.call("orders.shop.example.", "POST", "/orders", token()));
        add("host-with-kelvin-sign-is-unknown", Shop.call("\u212Aorders.shop.example", "POST", "/orders", token()));
        add("query-is-not-part-of-the-path", Shop.call(host(), "POST", "/orders?x=/../admin", token()));
        add("escaped-letter-is-the-letter", Shop.call(host(), "POST", "/%6frders", token()));
        add("literal-wins-over-parameter", Shop.call(host(), "GET", "/orders/export", token()));
        add("parameter-takes-any-other-segment", Shop.call(host(), "GET", "/orders/42", token()));
        add("letter-case-of-a-literal-is-ambiguous", Shop.call(host(), "GET", "/orders/Export", token()));
        add("dot-segments-are-ambiguous", Shop.call(host(), "GET", "/orders/../admin/orders/1", token()));
        add("encoded-dot-segments-are-ambiguous", Shop.call(host(), "GET", "/orders/%2e%2e/admin", token()));
        add("matrix-parameter-is-ambiguous", Shop.call(host(), "GET", "/orders;v=1/42", token()));
        add("encoded-slash-is-ambiguous", Shop.call(host(), "GET", "/orders/4%2F2", token()));
        add("doubled-slash-is-ambiguous", Shop.call(host(), "POST", "//orders", token()));
        add("overlong-slash-is-malformed", Shop.call(host(), "GET", "/orders/..%c0%af", token()));
        add("absolute-form-is-malformed", Shop.call(host(), "GET", "http://orders.shop.example/orders", token()));
        add("trailing-slash-is-another-path", Shop.call(host(), "POST", "/orders/", token()));
        add("method-in-lower-case-is-unknown", Shop.call(host(), "post", "/orders", token()));
        add("method-without-operation-is-unknown", Shop.call(host(), "DELETE", "/orders", token()));
        Trial now = Shop.trial(Shop.checkout());
        add(
                "bundle-ends-with-its-valid-until",
                new Trial(now.policy(), now.world(), now.world().validUntil(), now.age(), now.call()));
        add("snapshot-may-be-as-old-as-deny-after", aged(Duration.ofSeconds(30)));
        add("snapshot-may-not-be-older-than-deny-after", aged(Duration.ofMillis(30_001)));
    }

    private void tokens() {
        long now = Shop.NOW.getEpochSecond();
        add("token-ends-with-its-exp", token().times(now - 60, now));
        add("token-lasts-up-to-its-exp", token().times(now - 60, now + 1));
        add("token-may-be-five-seconds-ahead", token().times(now + 5, now + 60));
        add("token-may-not-be-six-seconds-ahead", token().times(now + 6, now + 60));
        add("not-before-is-checked-beside-issued-at", token().notBefore(now + 6));
        add("token-of-another-target-is-refused", token().audience("payments-api"));
        add("token-of-a-stranger-is-refused", token().caller("stranger").origin("stranger"));
        add(
                "issuer-may-not-speak-for-everyone",
                TestTokens.external("idp", "web-bff", "orders-api").times(now - 10, now + 200));
        add("issuer-of-no-policy-is-unknown", TestTokens.like(token().verified(), "nobody", "k1"));
        add("actor-must-be-known", token().actors("stranger"));
        add("token-may-live-as-long-as-ttl", token().times(now, now + 300));
        add("token-may-not-live-longer-than-ttl", token().times(now, now + 301));
        add(
                "no-token-is-no-caller",
                new Call(
                        new Call.Addressee(true, host()),
                        "POST",
                        "/orders",
                        Optional.of("10.20.0.1"),
                        new CertificateEvidence.None(),
                        Optional.empty()));
        for (BrokenToken broken : BrokenToken.values()) {
            Call call = Shop.checkout();
            add(
                    "broken-token-" + broken.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    new Call(
                            call.target(),
                            call.method(),
                            call.path(),
                            call.source(),
                            call.certificate(),
                            Optional.of(new Call.Shown(
                                    PresentedToken.Scheme.BEARER,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(broken)))));
        }
    }

    private void possession() {
        TestTokens elsewhere = token().certificate(new KeyThumbprint("B".repeat(42) + "A"));
        add(
                "stolen-token-without-its-certificate",
                certified(Shop.call(host(), "POST", "/orders", elsewhere), "web-bff"));
        add("stolen-token-with-another-callers-certificate", certified(Shop.checkout(), "acme"));
        add(
                "untrusted-certificate-denies-whatever-else-is-shown",
                withCertificate(Shop.checkout(), new CertificateEvidence.Untrusted()));
        add("token-of-another-environment", token().environment("staging"));
        add("token-of-another-network", token().networks(List.of(Vocabulary.BLOCKS.get(0))));
        add("token-too-old-for-itself", token().maxAge(9));
        add("token-with-a-key-needs-a-proof", token().key(new KeyThumbprint("B".repeat(42) + "A")));
        add("payments-want-a-certificate-too", charge());
        add("payments-with-certificate-and-binding", certified(charge(), "orders-api"));
        add(
                "metrics-by-certificate-alone",
                certified(
                        new Call(
                                new Call.Addressee(false, "metrics"),
                                "GET",
                                "/anything/at/all",
                                Optional.empty(),
                                new CertificateEvidence.None(),
                                Optional.empty()),
                        "orders-api"));
    }

    private void edges() {
        add("purpose-of-no-flow", token().purpose("unheard-of"));
        add(
                "wrong-edge-has-no-flow",
                Shop.call(
                        "pay.shop.example",
                        "GET",
                        "/charges/1",
                        TestTokens.like(charge().token().orElseThrow().claims().orElseThrow())));
        add("scope-is-missing", token().scopes(List.of("orders.read")));
        add("partner-reads-an-order-with-an-external-token", Shop.call(host(), "GET", "/orders/42", partner()));
        add("external-token-is-refused-where-no-flow-accepts-it", Shop.call(host(), "POST", "/orders", partner()));
        Call chained = Shop.call(
                "pay.shop.example",
                "POST",
                "/charges",
                TestTokens.like(charge().token().orElseThrow().claims().orElseThrow())
                        .origin("acme")
                        .actors("acme"));
        add("forbid-reaches-through-the-chain", certified(chained, "orders-api"));
        Call outside = certified(charge(), "orders-api");
        add(
                "charge-from-outside-the-network",
                new Call(
                        outside.target(),
                        outside.method(),
                        outside.path(),
                        Optional.of("192.0.2.1"),
                        outside.certificate(),
                        outside.token()));
        add(
                "charge-from-an-unknown-address",
                new Call(
                        outside.target(),
                        outside.method(),
                        outside.path(),
                        Optional.empty(),
                        outside.certificate(),
                        outside.token()));
        add(
                "charge-from-an-ipv4-mapped-address",
                new Call(
                        outside.target(),
                        outside.method(),
                        outside.path(),
                        Optional.of("::ffff:10.20.0.9"),
                        outside.certificate(),
                        outside.token()));
    }

    private void revocations() {
        IssuerName cordon = new IssuerName("cordon");
        ServiceName bff = new ServiceName("web-bff");
        long issued = Shop.NOW.getEpochSecond() - 10;
        Map<String, Revocation> entries = new LinkedHashMap<>();
        entries.put("token", new Revocation.OfToken(cordon, "id"));
        entries.put("chain", new Revocation.OfChain("txn"));
        entries.put("key", new Revocation.OfKey(cordon, "k1"));
        entries.put("generation", new Revocation.OfGeneration(bff, 1));
        entries.put("cut-off-that-reaches-it", new Revocation.IssuedBefore(bff, issued - 4, false));
        entries.put("cut-off-that-spares-it", new Revocation.IssuedBefore(bff, issued - 5, true));
        entries.put("caller", new Revocation.OfService(bff));
        entries.put("target", new Revocation.OfService(new ServiceName("orders-api")));
        quarantines(issued, entries);
        held(issued, entries);
        entries.put("epoch-that-reaches-it", new Revocation.Epoch(issued - 4));
        entries.put("epoch-that-spares-it", new Revocation.Epoch(issued - 5));
        entries.put("another-token", new Revocation.OfToken(cordon, "id2"));
        entries.put("another-issuers-key", new Revocation.OfKey(new IssuerName("idp"), "k1"));
        entries.forEach((what, entry) -> {
            World world = new World(Shop.world().environment(), Shop.world().validUntil(), List.of(entry));
            add(
                    "revoked-" + what,
                    Shop.trial(Shop.call(host(), "POST", "/orders", token().generation(1)))
                            .with(world));
        });
    }

    /** What events told of the target, its caller, and others. */
    private void lives() {
        Map<String, Lives> told = new LinkedHashMap<>();
        told.put("retired-target", Lives.without("orders-api"));
        told.put("retired-caller", Lives.without("web-bff"));
        told.put("retired-other", Lives.without("payments-api"));
        told.put("deprecated-without-end", Lives.deprecating("orders-api", null));
        told.put("deprecated-and-over", Lives.deprecating("orders-api", Shop.NOW));
        told.put("deprecated-for-a-moment-more", Lives.deprecating("orders-api", Shop.NOW.plusNanos(1), "web-bff"));
        told.put("deprecated-for-others", Lives.deprecating("orders-api", null, "payments-api"));
        told.put(
                "deprecated-operation",
                Lives.deprecating("orders-api", Shop.NOW).of("GET /orders", "POST /orders"));
        told.put(
                "deprecated-other-operation",
                Lives.deprecating("orders-api", Shop.NOW).of("GET /orders"));
        told.put("deprecated-caller", Lives.deprecating("web-bff", Shop.NOW, "payments-api"));
        told.forEach((what, lives) -> add(
                what,
                Shop.trial(Shop.call(host(), "POST", "/orders", token().generation(1)))
                        .with(Shop.world().with(lives))));
    }

    /** In force until the call's second and five more; then what was issued up to five seconds later stays dead. */
    private static void quarantines(long issued, Map<String, Revocation> entries) {
        long now = Shop.NOW.getEpochSecond();
        Zone storefront = new Zone.OfSegment(new SegmentName("storefront"));
        Zone bff = new Zone.OfService(new ServiceName("web-bff"));
        Zone ordering = new Zone.OfSegment(new SegmentName("ordering"));
        Zone orders = new Zone.OfService(new ServiceName("orders-api"));
        entries.put("segment-of-the-caller", quarantine(storefront, Revocation.Direction.OUTBOUND, now - 4));
        entries.put("segment-of-the-target", quarantine(ordering, Revocation.Direction.INBOUND, now - 4));
        entries.put("caller-in-quarantine", quarantine(bff, Revocation.Direction.BOTH, now - 4));
        entries.put("target-in-quarantine", quarantine(orders, Revocation.Direction.BOTH, now - 4));
        entries.put("caller-that-cannot-be-called", quarantine(bff, Revocation.Direction.INBOUND, now + 60));
        entries.put("target-that-cannot-call", quarantine(orders, Revocation.Direction.OUTBOUND, now + 60));
        entries.put("quarantine-of-the-caller-over", quarantine(storefront, Revocation.Direction.BOTH, now - 5));
        entries.put("quarantine-of-the-target-over", quarantine(orders, Revocation.Direction.BOTH, issued - 4));
        entries.put("quarantine-over-before-it-was-issued", quarantine(orders, Revocation.Direction.BOTH, issued - 5));
    }

    /** A segment's quarantine is over; what those hold that were in it then is dead, wherever they are now. */
    private static void held(long issued, Map<String, Revocation> entries) {
        Revocation.Direction both = Revocation.Direction.BOTH;
        Revocation.Quarantine storefront =
                quarantine(new Zone.OfSegment(new SegmentName("storefront")), both, issued - 4);
        Revocation.Quarantine payments = quarantine(new Zone.OfSegment(new SegmentName("payments")), both, issued - 4);
        Set<ServiceName> bff = Set.of(new ServiceName("web-bff"));
        entries.put("caller-was-in-the-segment", payments.holding(bff));
        entries.put(
                "caller-was-in-the-segment-that-opened-before",
                payments.endingAt(issued - 5).holding(bff));
        entries.put("target-was-in-the-segment", payments.holding(Set.of(new ServiceName("orders-api"))));
        entries.put("caller-came-into-the-segment-later", storefront.holding(Set.of()));
        entries.put("nobody-knows-who-was-in-the-segment", storefront);
        entries.put(
                "caller-left-the-segment-in-quarantine",
                payments.endingAt(Shop.NOW.getEpochSecond() - 4).holding(bff));
    }

    private static Revocation.Quarantine quarantine(Zone zone, Revocation.Direction direction, long until) {
        return new Revocation.Quarantine(zone, direction, until, "a test");
    }

    /** The first random cases of each reason, made small. */
    private void random() {
        Map<Reason, Integer> seen = new LinkedHashMap<>();
        int allowed = 0;
        Dice dice = new Dice(SEED);
        for (int i = 0; i < 200; i++) {
            Dice own = new Dice(dice.seed());
            CallGenerator calls = new CallGenerator(PolicyGenerator.policy(own), own);
            for (int j = 0; j < 20; j++) {
                Trial trial = calls.next();
                Verdict verdict = ReferenceEvaluator.decide(trial);
                if (verdict instanceof Verdict.Deny deny
                        && deny.reason().step().compareTo(Step.SETTLEMENT) < 0
                        && seen.merge(deny.reason(), 1, Integer::sum) <= OF_EACH_REASON) {
                    String name = deny.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
                    small(name + "-" + seen.get(deny.reason()), trial, verdict);
                } else if (verdict instanceof Verdict.Allow allow
                        && (allowed < ALLOWED / 2 || allow.shadowed().isPresent())
                        && ++allowed <= ALLOWED) {
                    small((allow.shadowed().isPresent() ? "allowed-in-shadow-" : "allowed-") + allowed, trial, verdict);
                }
            }
        }
    }

    private void small(String name, Trial trial, Verdict verdict) {
        Trial smallest =
                Shrinker.shrink(trial, one -> ReferenceEvaluator.decide(one).equals(verdict));
        cases.add(new CorpusCase(name, smallest, verdict));
    }

    private void apiKeys() {
        long now = Shop.NOW.getEpochSecond();
        add("api-key-outlives-every-ttl", export("/orders/export", key().times(now - 10, now + 8_000_000)));
        add("api-key-ends-with-its-expiry", export("/orders/export", key().times(now - 60, now)));
        add("api-key-is-for-its-flow-alone", export("/orders/42", key()));
        add("api-key-of-another-flow-is-refused", export("/orders/export", key().purpose("partner-orders")));
        add("api-key-of-another-target-is-refused", export("/orders/export", key().audience("payments-api")));
        add("api-key-of-a-stranger-is-refused", export("/orders/export", key().caller("stranger")));
        add("api-key-of-another-environment-is-refused", export("/orders/export", key().environment("staging")));
        add("external-token-is-no-api-key", export("/orders/export", partner()));
        TestTokens token = TestTokens.segment("cordon", "acme", "orders-api").purpose("partner-exports");
        add("segment-token-is-no-api-key", export("/orders/export", token.times(now - 10, now + 200)));
        TestTokens checkout = TestTokens.apiKey("web-bff", "orders-api").purpose("checkout");
        add("api-key-is-no-segment-token", checkout.times(now - 10, now + 200));
    }

    private void vouching() {
        Call bare = new Call(
                new Call.Addressee(true, host()),
                "GET",
                "/orders/42",
                Optional.of("10.20.0.1"),
                new CertificateEvidence.None(),
                Optional.empty());
        ask("vouched-caller-is-allowed", bare, "gateway", "web-bff");
        ask("vouched-caller-needs-a-flow-that-takes-a-word", with(bare, "POST", "/orders"), "gateway", "web-bff");
        ask("vouched-stranger-is-unknown", bare, "gateway", "stranger");
        ask("nobody-is-vouched-for-without-a-subject", bare, "gateway", null);
        ask("word-of-a-point-that-vouches-for-nothing-is-none", bare, "probe", "web-bff");
        ask("word-of-a-service-that-is-no-point-is-none", bare, "orders-api", "web-bff");
        ask(
                "word-does-not-bind-a-caller",
                new Call(
                        new Call.Addressee(false, "payments-api"),
                        "GET",
                        "/charges/1",
                        bare.source(),
                        bare.certificate(),
                        bare.token()),
                "gateway",
                "web-bff");
        Call certified = withCertificate(bare, Shop.certificate("acme"));
        ask("vouched-caller-may-not-show-another-certificate", certified, "gateway", "web-bff");
        ask("certificate-of-a-point-that-does-not-vouch-for-it-is-not-seen", certified, "front", "web-bff");
        Call checkout = Shop.checkout();
        Call export = Shop.call(host(), "GET", "/orders/export", token().purpose("export"));
        ask("subject-of-the-token-may-ask", checkout, "probe", "web-bff");
        ask("subject-of-another-token-is-a-mismatch", checkout, "gateway", "acme");
        ask("subject-in-other-letters-is-a-mismatch", checkout, "gateway", "Web-bff");
        ask("network-of-a-point-that-vouches-for-it-counts", export, "gateway", null);
        ask("network-of-a-point-that-does-not-is-unknown", export, "probe", null);
    }

    private static Call with(Call call, String method, String path) {
        return new Call(call.target(), method, path, call.source(), call.certificate(), call.token());
    }

    private void ask(String name, Call call, String point, String subject) {
        Trial trial = Shop.trial(call.askedBy(Optional.of(new Asking(point, Optional.ofNullable(subject)))));
        add(name, trial.with(Shop.askedPolicy()));
    }

    private static TestTokens key() {
        long now = Shop.NOW.getEpochSecond();
        return TestTokens.apiKey("acme", "orders-api")
                .purpose("partner-exports")
                .times(now - 10, now + 9_000);
    }

    private static Call export(String path, TestTokens key) {
        return Shop.call(host(), "GET", path, key);
    }

    private void add(String name, TestTokens token) {
        add(name, Shop.call(host(), "POST", "/orders", token));
    }

    private void add(String name, Call call) {
        add(name, Shop.trial(call));
    }

    private void add(String name, Trial trial) {
        cases.add(new CorpusCase(name, trial, ReferenceEvaluator.decide(trial)));
    }

    private static Trial aged(Duration age) {
        Trial fresh = Shop.trial(Shop.checkout());
        return new Trial(fresh.policy(), fresh.world(), fresh.now(), age, fresh.call());
    }

    private static Call charge() {
        long now = Shop.NOW.getEpochSecond();
        return Shop.call(
                "pay.shop.example",
                "POST",
                "/charges",
                TestTokens.segment("cordon", "orders-api", "payments-api")
                        .purpose("charge")
                        .certificate(new KeyThumbprint("A".repeat(43)))
                        .times(now - 10, now + 200));
    }

    private static TestTokens partner() {
        long now = Instant.parse("2026-06-15T11:59:00Z").getEpochSecond();
        return TestTokens.external("idp", "acme", "orders-api").times(now, now + 7200);
    }

    private static Call certified(Call call, String service) {
        return withCertificate(call, Shop.certificate(service));
    }

    private static Call withCertificate(Call call, CertificateEvidence evidence) {
        return new Call(call.target(), call.method(), call.path(), call.source(), evidence, call.token());
    }

    private static TestTokens token() {
        return Shop.checkoutToken();
    }

    private static String host() {
        return "orders.shop.example";
    }
}
