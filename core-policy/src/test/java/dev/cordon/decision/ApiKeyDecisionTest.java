package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.ApiKeyText;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ShownApiKey;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls with an API key, each other than the one that is meant to be in a single aspect. */
final class ApiKeyDecisionTest {

    private static final Instant NOW = Shop.NOW;
    private static final ApiKeyText TEXT = ApiKeyText.random(new SecureRandom());
    private static final CompiledPolicy POLICY = CompiledPolicy.of(policy());
    private static final Enforcer ENFORCER = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);

    private static Policy policy() {
        return new TestPolicy()
                .segment("partners", Trust.PARTNER)
                .segment("apis", Trust.INTERNAL)
                .segment("bound", Trust.INTERNAL, CallerAuthentication.TOKEN, Binding.DPOP)
                .segment("mutual", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS)
                .caller("acme", "partners")
                .caller("other", "partners")
                .service("orders", "apis", "orders.example", "POST /orders", "GET /orders", "PUT /orders")
                .service("else", "apis", "else.example", "POST /orders")
                .service("vault", "bound", "vault.example", "POST /orders")
                .service("certified", "mutual", "certified.example", "POST /orders")
                .issuer("cordon", TokenKind.SEGMENT, "partners")
                .issuer("idp", TokenKind.EXTERNAL, "partners")
                .flow(
                        "sell",
                        "acme",
                        "orders",
                        flow -> flow.operations("POST /orders")
                                .scopes("orders.write")
                                .apiKeys())
                .flow(
                        "look",
                        "acme",
                        "orders",
                        flow -> flow.operations("GET /orders").apiKeys())
                .flow("alter", "acme", "orders", flow -> flow.operations("PUT /orders"))
                .flow("serve", "acme", "certified", flow -> flow.apiKeys())
                .flow("store", "acme", "vault", flow -> flow.apiKeys())
                .build();
    }

    private static ApiKey.Bounds bounds(String environment, String network, int from, int to) {
        return new ApiKey.Bounds(
                new Environment(environment),
                List.of(Cidr.parse(network).orElseThrow()),
                List.of(new TimeWindow(List.of(DayOfWeek.values()), from, to, ZoneOffset.UTC)));
    }

    private static final ApiKey.Bounds WIDE = bounds("production", "10.20.0.0/16", 0, 1440);
    private static final ApiKey.Terms LONG = terms(NOW.minusSeconds(60), NOW.plusSeconds(1));

    private static ApiKey.Terms terms(Instant from, Instant to) {
        return new ApiKey.Terms("partners team", from, to, Optional.empty());
    }

    private static ApiKey key(String target, String purpose, ApiKey.Bounds bounds, ApiKey.Terms terms) {
        return key("acme", target, purpose, bounds, terms);
    }

    private static ApiKey key(String caller, String target, String purpose, ApiKey.Bounds bounds, ApiKey.Terms terms) {
        LedgerEntry.Edge edge =
                new LedgerEntry.Edge(new ServiceName(caller), new ServiceName(target), new FlowId(purpose));
        List<Scope> scopes = purpose.equals("look") ? List.of() : List.of(new Scope("orders.write"));
        return new ApiKey("key-1", TEXT.hash(), new ApiKey.Grant(edge, scopes, bounds), terms);
    }

    private static ApiKey sound() {
        return key("orders", "sell", WIDE, LONG);
    }

    private static AccessRequest call(String host, String method, String source) {
        return AccessRequest.of(new Target.OfHost(host), method, RequestPath.read("/orders"))
                .from(IpAddress.parse(source).orElseThrow());
    }

    private static AccessRequest call() {
        return call("orders.example", "POST", "10.20.0.1");
    }

    private static Snapshot snapshot(ApiKeys keys, Revocation... revoked) {
        PolicyRevision revision = new PolicyRevision(
                POLICY.source().name(), new Environment("production"), 1, "0".repeat(64), NOW.plusSeconds(86_400));
        KeyRing ring = KeyRing.of(POLICY.source().issuers(), Map.of());
        RevocationList list = revoked.length == 0 ? RevocationList.empty() : RevocationList.of(1, List.of(revoked));
        return Snapshot.of(POLICY, revision, new Snapshot.Live(ServiceRegistry.empty(), list, ring, keys), 0);
    }

    private static String decide(ApiKeys keys, AccessRequest call, Revocation... revoked) {
        return ENFORCER.decide(snapshot(keys, revoked), call, new Moment(NOW, 0))
                .fold(allow -> "allow " + allow.flow(), deny -> deny.reason().name());
    }

    private static String decide(ApiKey key, AccessRequest call, Revocation... revoked) {
        return decide(ApiKeys.of(1, List.of(key)), call.withToken(PresentedToken.bearer(TEXT.reveal())), revoked);
    }

    private static String shown(PresentedToken shown) {
        return decide(ApiKeys.of(1, List.of(sound())), call().withToken(shown));
    }

    @Test
    void the_call_that_the_key_is_for_is_allowed() {
        assertThat(decide(sound(), call())).isEqualTo("allow sell");
    }

    @Test
    void any_other_call_is_denied() {
        assertThat(decide(sound(), call("orders.example", "POST", "10.21.0.1"))).isEqualTo("BINDING_NETWORK");
        assertThat(decide(sound(), call("else.example", "POST", "10.20.0.1"))).isEqualTo("AUDIENCE_MISMATCH");
        assertThat(decide(sound(), call("orders.example", "GET", "10.20.0.1"))).isEqualTo("PURPOSE_MISMATCH");
        assertThat(decide(sound(), call("orders.example", "PUT", "10.20.0.1"))).isEqualTo("NO_FLOW");
    }

    @Test
    void a_key_out_of_its_time_or_place_is_denied() {
        assertThat(decide(key("orders", "sell", WIDE, terms(NOW.minusSeconds(60), NOW)), call()))
                .isEqualTo("TOKEN_EXPIRED");
        assertThat(decide(key("orders", "sell", WIDE, terms(NOW.plusSeconds(6), NOW.plusSeconds(60))), call()))
                .isEqualTo("TOKEN_NOT_YET_VALID");
        assertThat(decide(key("orders", "sell", bounds("test", "10.20.0.0/16", 0, 1440), LONG), call()))
                .isEqualTo("BINDING_ENVIRONMENT");
        int minute = (int) (NOW.getEpochSecond() % 86_400 / 60);
        ApiKey.Bounds later = bounds("production", "10.20.0.0/16", (minute + 1) % 1440, (minute + 2) % 1440);
        assertThat(decide(key("orders", "sell", later, LONG), call())).isEqualTo("BINDING_WINDOW");
    }

    @Test
    void a_key_for_another_caller_flow_or_kind_of_flow_is_denied() {
        assertThat(decide(key("other", "orders", "sell", WIDE, LONG), call())).isEqualTo("NO_FLOW");
        assertThat(decide(key("stranger", "orders", "sell", WIDE, LONG), call()))
                .isEqualTo("CALLER_UNKNOWN");
        assertThat(decide(key("orders", "look", WIDE, LONG), call())).isEqualTo("PURPOSE_MISMATCH");
        ApiKey alter = key("orders", "alter", WIDE, LONG);
        assertThat(decide(alter, call("orders.example", "PUT", "10.20.0.1"))).isEqualTo("NO_FLOW");
    }

    @Test
    void a_key_without_a_scope_of_its_flow_is_denied() {
        ApiKey sound = sound();
        ApiKey.Grant less = new ApiKey.Grant(sound.grant().edge(), List.of(), WIDE);
        assertThat(decide(new ApiKey("key-1", TEXT.hash(), less, LONG), call())).isEqualTo("SCOPE_MISSING");
    }

    @Test
    void a_key_where_a_token_must_be_bound_to_its_holder_is_denied() {
        assertThat(decide(key("vault", "store", WIDE, LONG), call("vault.example", "POST", "10.20.0.1")))
                .isEqualTo("BINDING_MISSING");
    }

    @Test
    void a_key_lives_longer_than_the_tokens_of_the_segment() {
        ApiKey.Terms year = terms(NOW.minusSeconds(60), NOW.minusSeconds(60).plus(ApiKey.Terms.LONGEST));
        assertThat(decide(key("orders", "sell", WIDE, year), call())).isEqualTo("allow sell");
    }

    @Test
    void a_revoked_key_is_denied_however_it_was_revoked() {
        assertThat(decide(sound().revoked(NOW), call())).isEqualTo("TOKEN_REVOKED");
        assertThat(decide(sound(), call(), new Revocation.OfToken(ShownApiKey.ISSUER, "key-1")))
                .isEqualTo("TOKEN_REVOKED");
        assertThat(decide(sound(), call(), new Revocation.OfToken(new IssuerName("cordon"), "key-1")))
                .isEqualTo("allow sell");
        assertThat(decide(sound(), call(), new Revocation.OfChain("key-1"))).isEqualTo("CHAIN_REVOKED");
        assertThat(decide(
                        sound(),
                        call(),
                        new Revocation.IssuedBefore(new ServiceName("acme"), NOW.getEpochSecond(), false)))
                .isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(sound(), call(), new Revocation.OfService(new ServiceName("acme"))))
                .isEqualTo("SERVICE_REVOKED");
    }

    @Test
    void what_is_not_the_key_is_denied() {
        String text = TEXT.reveal();
        char last = text.charAt(text.length() - 1);
        String changed = text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0');
        assertThat(shown(PresentedToken.bearer(text))).isEqualTo("allow sell");
        assertThat(shown(PresentedToken.bearer(text.substring(0, text.length() - 1))))
                .isEqualTo("TOKEN_MALFORMED");
        assertThat(shown(PresentedToken.bearer(changed))).isEqualTo("TOKEN_MALFORMED");
        assertThat(shown(PresentedToken.bearer(TEXT.hash().toString()))).isEqualTo("TOKEN_MALFORMED");
        assertThat(shown(PresentedToken.bearer("key-1"))).isEqualTo("TOKEN_MALFORMED");
        assertThat(shown(PresentedToken.bearer(
                        ApiKeyText.random(new SecureRandom()).reveal())))
                .isEqualTo("KEY_UNKNOWN");
        assertThat(shown(PresentedToken.dpop(text, null))).isEqualTo("DPOP_INVALID");
    }

    @Test
    void where_no_keys_are_kept_each_is_denied() {
        assertThat(decide(ApiKeys.none(), call().withToken(PresentedToken.bearer(TEXT.reveal()))))
                .isEqualTo("KEY_UNKNOWN");
    }

    @Test
    void a_key_that_is_gone_is_denied_by_an_enforcement_point_that_knew_it() {
        assertThat(decide(sound(), call())).isEqualTo("allow sell");
        assertThat(decide(ApiKeys.of(2, List.of()), call().withToken(PresentedToken.bearer(TEXT.reveal()))))
                .isEqualTo("KEY_UNKNOWN");
    }

    @Test
    void no_token_opens_a_flow_for_api_keys() {
        long now = NOW.getEpochSecond();
        TestTokens segment = TestTokens.segment("cordon", "acme", "orders")
                .purpose("sell")
                .scopes(List.of("orders.write"))
                .times(now, now + 60);
        TestTokens external = TestTokens.external("idp", "acme", "orders")
                .scopes(List.of("orders.write"))
                .times(now, now + 60);
        assertThat(tokened(segment)).isEqualTo("NO_FLOW");
        assertThat(tokened(external)).isEqualTo("NO_FLOW");
    }

    private static String tokened(TestTokens token) {
        AccessRequest call =
                Shop.call("orders.example", "POST", "/orders", token).toRequest();
        return decide(ApiKeys.of(1, List.of(sound())), call);
    }

    @Test
    void a_certificate_alone_opens_no_flow_for_api_keys() {
        CertificateEvidence certificate = new CertificateEvidence.Trusted(new ClientCertificate(
                new KeyThumbprint("A".repeat(43)), Optional.of("spiffe://shop.example/acme"), List.of(), "CN=acme"));
        AccessRequest call = call("certified.example", "POST", "10.20.0.1").withCertificate(certificate);
        ApiKeys keys = ApiKeys.of(1, List.of(key("certified", "serve", WIDE, LONG)));

        assertThat(decide(keys, call)).isEqualTo("NO_FLOW");
        assertThat(decide(keys, call.withToken(PresentedToken.bearer(TEXT.reveal()))))
                .isEqualTo("allow serve");
    }

    @Test
    void the_revision_of_the_keys_tells_which_api_keys_there_were() {
        String without = snapshot(ApiKeys.none()).revisions().keys();
        String one = snapshot(ApiKeys.of(1, List.of(sound()))).revisions().keys();

        assertThat(without).isEqualTo(snapshot(ApiKeys.none()).live().keys().revision());
        assertThat(one).isNotEqualTo(without).hasSameSizeAs(without);
        assertThat(snapshot(ApiKeys.of(2, List.of(sound()))).revisions().keys()).isNotEqualTo(one);
    }
}
