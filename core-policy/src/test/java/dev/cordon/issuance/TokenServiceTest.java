package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.ask;
import static dev.cordon.issuance.Desk.by;
import static dev.cordon.issuance.Desk.evidence;
import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.Moment;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.revocation.Quarantined;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenHash;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client gets a token for one flow, no wider and no longer than the policy allows. */
final class TokenServiceTest {

    private final Desk desk = new Desk();

    @Test
    void a_token_is_for_one_flow_with_its_scopes_and_its_segment_s_life() {
        VerifiedToken token = Desk.verified(desk.issue(ask(web(), to("orders-api"))));

        assertThat(token.purpose()).isEqualTo("checkout");
        assertThat(token.caller()).isEqualTo("web-bff");
        assertThat(token.origin()).isEqualTo("web-bff");
        assertThat(token.actors()).isEmpty();
        assertThat(token.audience()).containsExactly("orders-api");
        assertThat(token.scopes()).containsExactly("orders.read", "orders.write");
        assertThat(token.environment()).isEqualTo("production");
        assertThat(token.networks()).isEmpty();
        assertThat(token.issuedAt()).isEqualTo(Desk.NOW.getEpochSecond());
        assertThat(token.expiresAt()).isEqualTo(Desk.NOW.getEpochSecond() + 300);
        assertThat(token.generation()).isZero();
    }

    @Test
    void it_stands_in_the_ledger_before_it_is_handed_out() throws Exception {
        IssuedToken issued = desk.issue(ask(web(), to("orders-api")));

        LedgerEntry entry = issued.entry();
        assertThat(desk.ledger.find(issued.token().id()).orElseThrow().entry()).isEqualTo(entry);
        assertThat(desk.ledger.find(issued.token().id()).orElseThrow().usage()).isEqualTo(Usage.NONE);
        assertThat(entry.edge())
                .isEqualTo(new LedgerEntry.Edge(
                        new ServiceName("web-bff"), new ServiceName("orders-api"), new FlowId("checkout")));
        assertThat(entry.transaction()).isEqualTo(Desk.verified(issued).transaction());
        assertThat(issued.lifeSeconds()).isEqualTo(300);

        desk.ledger.isDown(true);
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith("temporarily_unavailable");
    }

    @Test
    void fewer_scopes_may_be_asked_for_and_none_more() {
        assertThat(desk.of(ask(web(), to("orders-api", "orders.read")), VerifiedToken::scopes))
                .containsExactly("orders.read");
        assertThat(desk.outcome(ask(web(), to("orders-api", "orders.read", "orders.delete"))))
                .isEqualTo("invalid_scope: no flow to `orders-api` has all of the scopes `orders.read`,"
                        + " `orders.delete`");
        assertThat(desk.outcome(ask(web(), by("checkout", "orders-api", "orders.read", "orders.delete"))))
                .isEqualTo("invalid_scope: too much is asked for: flow `checkout` has no scopes `orders.delete`");
        assertThat(desk.outcome(ask(web(), by("checkout", "orders-api", "a", "b", "c", "d", "e", "f", "g", "h", "i"))))
                .endsWith("`g`, `h` and more");
        assertThat(desk.outcome(ask(web(), by("checkout", "orders-api", "a", "b", "c", "d", "e", "f", "g", "h"))))
                .endsWith("`g`, `h`");
    }

    @Test
    void there_is_no_token_for_an_edge_that_no_flow_allows() {
        assertThat(desk.outcome(ask(web(), to("payments-api")))).startsWith("invalid_target");
        assertThat(desk.outcome(ask(web(), to("nobody")))).startsWith("invalid_target");
        assertThat(desk.outcome(ask(web(), by("charge", "orders-api")))).startsWith("invalid_target");
        assertThat(desk.outcome(ask(web(), by("app", "orders-api"))))
                .as("a flow for tokens of others")
                .startsWith("invalid_target");
    }

    @Test
    void the_target_is_named_or_reached_by_its_public_url() {
        assertThat(desk.outcome(ask(web(), target(null, "https://orders.example"))))
                .isEqualTo("checkout");
        assertThat(desk.outcome(ask(web(), target("orders-api", "https://orders.example"))))
                .isEqualTo("checkout");
        assertThat(desk.outcome(ask(web(), target("orders-api", "https://audit.example"))))
                .contains("two targets");
        assertThat(desk.outcome(ask(web(), target("orders-api", "https://nowhere.example"))))
                .startsWith("invalid_target");
        assertThat(desk.outcome(ask(web(), target(null, null)))).startsWith("invalid_target");
    }

    private static EdgeRequest target(@Nullable String audience, @Nullable String resource) {
        return new EdgeRequest(
                Optional.ofNullable(audience), Optional.ofNullable(resource), List.of(), Optional.empty());
    }

    @Test
    void where_several_flows_lead_to_the_target_scopes_or_the_purpose_choose() {
        assertThat(desk.outcome(ask(desk.orders(), to("audit-api")))).contains("2 flows");
        assertThat(desk.outcome(ask(desk.orders(), to("audit-api", "audit.read"))))
                .isEqualTo("read-entries");
        assertThat(desk.outcome(ask(desk.orders(), by("write-entry", "audit-api"))))
                .isEqualTo("write-entry");
    }

    @Test
    void a_forbid_that_closes_the_whole_flow_in_any_case_leaves_no_token() {
        Desk closed =
                new Desk(Desk.draft().forbid("never", "storefront", "ordering").build());

        assertThat(closed.outcome(ask(web(), to("orders-api")))).contains("forbid `never`");
        assertThat(closed.outcome(ask(closed.orders(), to("payments-api")))).isEqualTo("charge");
    }

    @Test
    void a_forbid_of_some_operations_closes_a_flow_that_has_no_others() {
        assertThat(closedBy("POST /charges")).contains("forbid `some`");
        assertThat(closedBy("POST /refunds")).isEqualTo("charge");
        Desk part = new Desk(Desk.draft()
                .forbidOperations("some", "web-bff", "orders-api", "POST /orders")
                .build());
        assertThat(part.outcome(ask(web(), to("orders-api")))).isEqualTo("checkout");
    }

    private static String closedBy(String operation) {
        Desk closed = new Desk(new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .caller("web-bff", "zone")
                .service("orders-api", "zone", "orders.example", "POST /orders")
                .service("payments-api", "zone", "payments.example", "POST /charges", "POST /refunds")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .flow("charge", "orders-api", "payments-api", flow -> flow.operations("POST /charges"))
                .forbidOperations("some", "orders-api", "payments-api", operation)
                .build());
        return closed.outcome(ask(closed.orders(), to("payments-api")));
    }

    @Test
    void an_address_that_is_not_known_can_t_be_bound_to() {
        ClientEvidence nowhere =
                new ClientEvidence(desk.orders().method(), new CertificateEvidence.None(), Optional.empty());

        assertThat(desk.outcome(ask(nowhere, to("payments-api")))).startsWith("invalid_request");
    }

    @Test
    void a_request_never_shows_its_token() {
        TokenRequest request = new TokenRequest(web(), to("orders-api"), Optional.of("secret-token"), Optional.empty());

        assertThat(request.toString()).contains("exchange", "web-bff").doesNotContain("secret-token");
        assertThat(ask(web(), to("orders-api")).toString()).contains("token for", "web-bff");
    }

    @Test
    void errors_have_the_status_of_their_standard() {
        assertThat(OAuthError.INVALID_CLIENT.status()).isEqualTo(401);
        assertThat(OAuthError.INVALID_REQUEST.status()).isEqualTo(400);
        assertThat(OAuthError.TEMPORARILY_UNAVAILABLE.status()).isEqualTo(503);
    }

    @Test
    void a_segment_that_wants_tokens_bound_to_a_network_gets_the_client_s() throws Exception {
        assertThat(desk.of(ask(desk.orders(), to("payments-api")), TokenServiceTest::networks))
                .isEqualTo("[10.20.1.7/32]");

        desk.add("orders-api", 1, new CredentialProof.Keys(Desk.ORDERS_KEY.publicKeys()), "10.20.0.0/16");
        assertThat(desk.of(ask(desk.orders(), to("payments-api")), TokenServiceTest::networks))
                .isEqualTo("[10.20.0.0/16]");
        ClientEvidence nowhere = desk.orders();
        assertThat(desk.outcome(ask(
                        new ClientEvidence(nowhere.method(), nowhere.certificate(), Optional.empty()), to("vault"))))
                .startsWith("invalid_client");
    }

    private static String networks(VerifiedToken token) {
        return token.networks().toString();
    }

    private static String certificate(VerifiedToken token) {
        return String.valueOf(token.certificate());
    }

    @Test
    void a_segment_that_wants_tokens_bound_to_a_key_gets_the_proven_one() {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        String proof = desk.proof(key);

        IssuedToken issued = desk.issue(proven(desk.orders(), proof));

        assertThat(issued.bound()).isTrue();
        assertThat(Desk.verified(issued).key()).isEqualTo(key.thumbprint());
        assertThat(desk.outcome(ask(desk.orders(), to("vault")))).startsWith("invalid_dpop_proof");
        assertThat(desk.outcome(proven(desk.orders(), proof))).contains("used before");
        assertThat(desk.outcome(proven(desk.orders(), "a.b.c"))).startsWith("invalid_dpop_proof");
    }

    private static TokenRequest proven(ClientEvidence client, String proof) {
        return new TokenRequest(client, to("vault"), Optional.empty(), Optional.of(proof));
    }

    @Test
    void a_segment_that_wants_tokens_bound_to_a_certificate_gets_the_one_shown() {
        ClientEvidence shown = evidence(desk.orders().method(), "orders-api");

        assertThat(desk.of(ask(shown, to("bank")), TokenServiceTest::certificate))
                .contains("CCC");
        assertThat(desk.outcome(ask(desk.orders(), to("bank")))).startsWith("invalid_request");
    }

    @Test
    void nothing_is_made_without_a_policy_or_from_one_that_is_over_or_too_old() {
        desk.withoutPolicy = true;
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith("temporarily_unavailable");
        desk.withoutPolicy = false;
        desk.asOf = Duration.ofSeconds(100).toNanos();
        desk.now = new Moment(Desk.NOW, Duration.ofSeconds(130).toNanos());
        assertThat(desk.outcome(ask(web(), to("orders-api")))).isEqualTo("checkout");
        desk.now = new Moment(Desk.NOW, Duration.ofSeconds(130).toNanos() + 1);
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith("temporarily_unavailable");
        desk.now = new Moment(Desk.NOW.plusSeconds(86_400), 0);
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith("temporarily_unavailable");
    }

    @Test
    void nothing_is_made_for_a_target_that_is_revoked_or_quarantined() {
        desk.revoked.add(new Revocation.OfService(new ServiceName("orders-api")));
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith("invalid_target");
        desk.revoked.clear();
        desk.revoked.add(Quarantined.segment("ordering"));
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith("invalid_target");
    }

    @Test
    void a_client_that_the_issuer_may_not_speak_for_gets_nothing() {
        Desk mute = new Desk(Desk.draft()
                .caller("stranger", "tls")
                .flow("strange", "stranger", "orders-api")
                .issuer("other", TokenKind.SEGMENT, "tls")
                .build());
        mute.add("stranger", 0, new CredentialProof.Secret(TokenHash.of("secret")));

        assertThat(mute.outcome(
                        ask(evidence(new ClientEvidence.BySecret("stranger", "secret"), null), to("orders-api"))))
                .startsWith("unauthorized_client");
    }
}
