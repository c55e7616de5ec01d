package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.InMemoryApiKeyStore;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.ledger.InMemoryTokenLedger;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.revocation.Quarantined;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiKeyDeskTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.5Z");
    private static final Moment MOMENT = new Moment(NOW, 0);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final CompiledPolicy POLICY = CompiledPolicy.of(new TestPolicy()
            .segment("partners", Trust.PARTNER)
            .segment("apis", Trust.INTERNAL)
            .segment("bound", Trust.INTERNAL, CallerAuthentication.TOKEN, Binding.DPOP)
            .segment("near", Trust.INTERNAL, CallerAuthentication.TOKEN, Binding.NETWORK)
            .caller("acme", "partners")
            .caller("other", "partners")
            .service("orders", "apis", "orders.example", "POST /orders", "GET /orders")
            .service("vault", "bound", "vault.example", "POST /orders")
            .service("inner", "near", "inner.example", "POST /orders")
            .service("closed", "apis", "closed.example", "POST /orders")
            .issuer("cordon", TokenKind.SEGMENT, "partners")
            .flow(
                    "sell",
                    "acme",
                    "orders",
                    flow -> flow.operations("POST /orders")
                            .scopes("orders.read", "orders.write")
                            .apiKeys())
            .flow("look", "other", "orders", flow -> flow.operations("GET /orders"))
            .flow("store", "acme", "vault", flow -> flow.apiKeys())
            .flow("enter", "acme", "inner", flow -> flow.apiKeys())
            .flow("shut", "acme", "closed", flow -> flow.apiKeys())
            .forbid("never", "partners", "closed")
            .build());

    private final InMemoryApiKeyStore keys = new InMemoryApiKeyStore();
    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();

    private Snapshot snapshot(Revocation... revoked) throws Exception {
        PolicyRevision revision = new PolicyRevision(
                POLICY.source().name(), new Environment("production"), 1, "0".repeat(64), NOW.plusSeconds(3600));
        return Snapshot.of(
                POLICY,
                revision,
                new Snapshot.Live(
                        ServiceRegistry.empty(),
                        RevocationList.of(revoked.length, List.of(revoked)),
                        KeyRing.of(POLICY.source().issuers(), Map.of()),
                        keys.read()),
                0);
    }

    private ApiKeyDesk desk(Revocation... revoked) throws Exception {
        Snapshot snapshot = snapshot(revoked);
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return Optional.of(snapshot);
            }

            @Override
            public void refresh() {}
        };
        return new ApiKeyDesk(source, keys, ledger, new SecureRandom());
    }

    private static Instant end(Duration life) {
        return NOW.truncatedTo(ChronoUnit.SECONDS).plus(life);
    }

    private static ApiKeyRequest request(String caller, String target, Duration life, String... scopes) {
        EdgeRequest edge = new EdgeRequest(Optional.of(target), Optional.empty(), List.of(scopes), Optional.empty());
        return new ApiKeyRequest(
                new ServiceName(caller),
                edge,
                new ApiKeyRequest.Wishes("partners team", end(life), List.of(), List.of()));
    }

    private String decide(IssuedApiKey issued) throws Exception {
        AccessRequest call = AccessRequest.of(new Target.OfService("orders"), "POST", RequestPath.read("/orders"))
                .withToken(PresentedToken.bearer(issued.text().reveal()));
        return new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10)
                .decide(snapshot(), call, MOMENT)
                .fold(allow -> "allow " + allow.flow(), deny -> deny.reason().name());
    }

    @Test
    void a_key_that_was_made_opens_its_flow_until_it_is_revoked() throws Exception {
        IssuedApiKey issued = desk().issue(request("acme", "orders", MONTH), MOMENT);
        assertThat(decide(issued)).isEqualTo("allow sell");

        keys.revoke(issued.key().id(), NOW);
        assertThat(decide(issued)).isEqualTo("TOKEN_REVOKED");
    }

    @Test
    void each_key_has_an_id_of_its_own_and_is_named_by_it() throws Exception {
        IssuedApiKey one = desk().issue(request("acme", "orders", MONTH), MOMENT);
        IssuedApiKey other = desk().issue(request("acme", "orders", MONTH), MOMENT);

        assertThat(one.key().id())
                .matches("ak-[0-9a-f]{24}")
                .isNotEqualTo(other.key().id());
        assertThat(one.key().id()).isNotEqualTo("ak-" + "0".repeat(24));
        assertThat(one).hasToString("API key " + one.key().id());
    }

    @Test
    void what_is_kept_says_what_the_key_is_for_and_has_not_its_text() throws Exception {
        IssuedApiKey issued = desk().issue(request("acme", "orders", MONTH, "orders.write"), MOMENT);
        ApiKey kept = keys.read().find(issued.text().hash()).orElseThrow();
        LedgerEntry entry = ledger.find(kept.id()).orElseThrow().entry();

        assertThat(kept).isEqualTo(issued.key());
        assertThat(kept.grant().scopes()).extracting(Object::toString).containsExactly("orders.write");
        assertThat(kept.grant().bounds().environment()).isEqualTo(new Environment("production"));
        assertThat(kept.terms().createdAt()).isEqualTo("2026-11-28T12:00:00Z");
        assertThat(kept.terms().expiresAt()).isEqualTo("2026-12-28T12:00:00Z");
        assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.API_KEY);
        assertThat(entry.edge()).isEqualTo(kept.grant().edge());
        assertThat(entry.expiresAt()).isEqualTo(kept.terms().expiresAt());
        assertThat(kept + " " + entry + " " + issued)
                .doesNotContain(issued.text().reveal().substring(8, 30));
    }

    @Test
    void what_the_policy_does_not_allow_is_refused_and_nothing_kept() throws Exception {
        refused(request("stranger", "orders", MONTH), "`stranger` is no service of the policy");
        refused(request("other", "orders", MONTH), "no flow for API keys leads from `other` to `orders`");
        refused(request("acme", "other", MONTH), "no flow for API keys leads from `acme` to `other`");
        refused(request("acme", "closed", MONTH), "forbid `never` closes flow `shut`");
        refused(
                request("acme", "orders", MONTH, "orders.all"),
                "no flow to `orders` has all of the scopes `orders.all`");
        refused(
                request("acme", "vault", MONTH),
                "segment `bound` demands tokens bound to their holder, which no API key is");
        refused(request("acme", "inner", MONTH), "segment `near` demands tokens bound to a network: name one");
        refused(request("acme", "orders", Duration.ofDays(367)), "an API key lives up to 366 days: ask for less");
        refused(request("acme", "orders", Duration.ZERO), "an API key ends 1 second to 366 days after it was made");

        assertThat(keys.read().all()).isEmpty();
        assertThat(ledger.page(Optional.empty(), 10)).isEmpty();
    }

    private void refused(ApiKeyRequest request, String why, Revocation... revoked) throws Exception {
        ApiKeyDesk desk = desk(revoked);
        assertThatThrownBy(() -> desk.issue(request, MOMENT))
                .isInstanceOf(TokenRefusedException.class)
                .hasMessage(why);
    }

    @Test
    void a_key_with_the_network_that_its_segment_demands_is_made() throws Exception {
        ApiKeyRequest request = request("acme", "inner", MONTH);
        List<Cidr> networks = List.of(Cidr.parse("203.0.113.0/24").orElseThrow());
        ApiKeyRequest near = new ApiKeyRequest(
                request.caller(),
                request.edge(),
                new ApiKeyRequest.Wishes("partners team", end(MONTH), networks, List.of()));

        assertThat(desk().issue(near, MOMENT).key().grant().bounds().networks()).isEqualTo(networks);
    }

    @Test
    void nothing_is_made_for_or_to_what_is_revoked_or_by_what_is_too_old() throws Exception {
        ApiKeyRequest request = request("acme", "orders", MONTH);
        refused(request, "service `acme` is revoked", new Revocation.OfService(new ServiceName("acme")));
        refused(request, "service `orders` is in quarantine, or its segment", Quarantined.segment("apis"));
        ApiKeyDesk desk = desk();
        assertThatThrownBy(() -> desk.issue(request, new Moment(NOW.plusSeconds(3600), 0)))
                .hasMessageStartingWith("the policy was valid until");
        assertThatThrownBy(() ->
                        desk.issue(request, new Moment(NOW, Duration.ofDays(8).toNanos())))
                .hasMessage("what is known of the policy and of revocations is too old");
        assertThat(keys.read().all()).isEmpty();
    }

    @Test
    void a_key_that_can_not_be_kept_is_not_handed_out() throws Exception {
        ApiKeyDesk desk = desk();
        keys.isDown(true);

        assertThatThrownBy(() -> desk.issue(request("acme", "orders", MONTH), MOMENT))
                .isInstanceOf(TokenRefusedException.class)
                .hasMessage("the store does not answer");
    }

    @Test
    void a_key_that_can_not_be_entered_in_the_ledger_does_not_work() throws Exception {
        ApiKeyDesk desk = desk();
        ledger.isDown(true);

        assertThatThrownBy(() -> desk.issue(request("acme", "orders", MONTH), MOMENT))
                .isInstanceOf(TokenRefusedException.class);
        assertThat(keys.read().all()).isEmpty();
    }
}
