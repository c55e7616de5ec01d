package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.ask;
import static dev.cordon.issuance.Desk.evidence;
import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.Moment;
import dev.cordon.policy.ServiceName;
import dev.cordon.reference.Lives;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.revocation.Quarantined;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.TokenHash;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who a client is, seen from what it gets. */
final class ClientAuthenticatorTest {

    private static final String REFUSED = "invalid_client";

    private final Desk desk = new Desk();

    @Test
    void a_secret_is_the_client_s_or_none() {
        assertThat(desk.outcome(ask(web(), to("orders-api")))).isEqualTo("checkout");
        assertThat(bySecret("web-bff", Desk.SECRET + "x")).startsWith(REFUSED);
        assertThat(bySecret("web-bff", "")).startsWith(REFUSED);
        assertThat(bySecret("audit-api", Desk.SECRET)).startsWith(REFUSED);
        assertThat(bySecret("nobody", Desk.SECRET)).startsWith(REFUSED);
        assertThat(bySecret("", Desk.SECRET)).startsWith(REFUSED);
    }

    private String bySecret(String id, String secret) {
        return desk.outcome(ask(evidence(new ClientEvidence.BySecret(id, secret), null), to("orders-api")));
    }

    @Test
    void an_assertion_is_taken_once() {
        ClientEvidence shown = desk.orders();

        assertThat(desk.outcome(ask(shown, to("payments-api")))).isEqualTo("charge");
        assertThat(desk.outcome(ask(shown, to("payments-api"))))
                .startsWith(REFUSED)
                .contains("used before");
    }

    @Test
    void an_assertion_speaks_for_the_client_that_is_named_beside_it() {
        ClientEvidence.ByAssertion shown =
                (ClientEvidence.ByAssertion) desk.orders().method();

        assertThat(byAssertion(Optional.of("orders-api"), shown.assertion())).isEqualTo("charge");
        assertThat(byAssertion(Optional.of("web-bff"), shown.assertion())).startsWith(REFUSED);
        assertThat(byAssertion(Optional.of("orders-api"), "no.jwt.here")).startsWith(REFUSED);
    }

    private String byAssertion(Optional<String> id, String assertion) {
        return desk.outcome(ask(evidence(new ClientEvidence.ByAssertion(id, assertion), null), to("payments-api")));
    }

    @Test
    void a_certificate_must_be_trusted_and_name_the_client() {
        Desk certified =
                new Desk(Desk.draft().flow("reply", "audit-api", "orders-api").build());
        ClientEvidence.Method method = new ClientEvidence.ByCertificate("audit-api");

        assertThat(certified.outcome(ask(evidence(method, "audit-api"), to("orders-api"))))
                .isEqualTo("reply");
        assertThat(certified.outcome(ask(evidence(method, "orders-api"), to("orders-api"))))
                .startsWith(REFUSED);
        assertThat(certified.outcome(ask(evidence(method, "stranger"), to("orders-api"))))
                .startsWith(REFUSED);
        assertThat(certified.outcome(ask(evidence(method, null), to("orders-api"))))
                .startsWith(REFUSED);
        ClientEvidence untrusted = new ClientEvidence(method, new CertificateEvidence.Untrusted(), Optional.empty());
        assertThat(certified.outcome(ask(untrusted, to("orders-api")))).startsWith(REFUSED);
    }

    @Test
    void somebody_else_s_certificate_contradicts_a_secret() {
        ClientEvidence.Method secret = new ClientEvidence.BySecret("web-bff", Desk.SECRET);

        assertThat(desk.outcome(ask(evidence(secret, "web-bff"), to("orders-api"))))
                .isEqualTo("checkout");
        assertThat(desk.outcome(ask(evidence(secret, "orders-api"), to("orders-api"))))
                .startsWith(REFUSED);
    }

    @Test
    void a_generation_counts_while_it_is_usable_and_the_latest_that_fits_is_told() throws Exception {
        desk.add("web-bff", 1, new CredentialProof.Secret(TokenHash.of("next")));

        assertThat(generation("next")).isEqualTo(1);
        assertThat(generation(Desk.SECRET)).isZero();

        Credential first = desk.credentials.of(new ServiceName("web-bff")).get(1);
        assertThat(desk.credentials.replace(first, first.in(Credential.State.REVOKED)))
                .isTrue();
        assertThat(bySecret("web-bff", Desk.SECRET)).startsWith(REFUSED);
        assertThat(generation("next")).isEqualTo(1);

        desk.revoked.add(new Revocation.OfGeneration(new ServiceName("web-bff"), 1));
        assertThat(bySecret("web-bff", "next")).startsWith(REFUSED);
    }

    @Test
    void nobody_retired_is_given_anything_and_nothing_for_calls_to_one_is() {
        desk.lives = Lives.without("web-bff");
        assertThat(desk.outcome(ask(web(), to("orders-api"))))
                .startsWith(REFUSED)
                .contains("`web-bff` is retired");
        desk.lives = Lives.without("orders-api");
        assertThat(desk.outcome(ask(web(), to("orders-api")))).contains("`orders-api` is retired");
        desk.lives = Lives.without("audit-api");
        assertThat(desk.outcome(ask(web(), to("orders-api")))).isEqualTo("checkout");
    }

    @Test
    void a_right_secret_whose_time_is_over_is_an_alarm_and_another_one_is_none() throws Exception {
        desk.add("web-bff", 1, new CredentialProof.Secret(TokenHash.of("next")));
        desk.add("web-bff", 2, new CredentialProof.Secret(TokenHash.of("staged")), Credential.State.STAGED);
        Credential first = desk.credentials.of(new ServiceName("web-bff")).get(2);
        assertThat(desk.credentials.replace(first, first.in(Credential.State.REVOKED)))
                .isTrue();

        assertThat(alarm(Desk.SECRET))
                .hasValueSatisfying(why -> assertThat(why).contains("generation 0: its secret was shown"));
        assertThat(alarm("another")).isEmpty();
        assertThat(alarm("staged")).as("not yet, which is no leak").isEmpty();
        desk.revoked.add(new Revocation.OfGeneration(new ServiceName("web-bff"), 1));
        assertThat(alarm("next")).hasValueSatisfying(why -> assertThat(why).contains("generation 1"));
    }

    private Optional<String> alarm(String secret) {
        return desk.alarm(ask(evidence(new ClientEvidence.BySecret("web-bff", secret), null), to("orders-api")));
    }

    private long generation(String secret) {
        return desk.of(
                ask(evidence(new ClientEvidence.BySecret("web-bff", secret), null), to("orders-api")),
                VerifiedToken::generation);
    }

    @Test
    void a_credential_has_its_time() {
        desk.now = new Moment(Desk.NOW.plusSeconds(3600), 0);
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith(REFUSED);
        desk.now = new Moment(Desk.NOW.minusSeconds(61), 0);
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith(REFUSED);
    }

    @Test
    void a_credential_has_its_place() {
        desk.add("web-bff", 1, new CredentialProof.Secret(TokenHash.of("here")), "10.20.0.0/16");
        desk.add("web-bff", 2, new CredentialProof.Secret(TokenHash.of("there")), "192.0.2.0/24");

        assertThat(bySecret("web-bff", "here")).isEqualTo("checkout");
        assertThat(bySecret("web-bff", "there")).startsWith(REFUSED);
    }

    @Test
    void a_service_that_is_revoked_or_quarantined_is_nobody() {
        desk.revoked.add(new Revocation.OfService(new ServiceName("web-bff")));
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith(REFUSED);
        desk.revoked.clear();
        desk.revoked.add(Quarantined.segment("storefront"));
        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith(REFUSED);
    }

    @Test
    void a_credential_from_before_a_cut_off_or_the_end_of_a_quarantine_stays_dead() {
        long created = Desk.NOW.getEpochSecond() - 60;
        ServiceName bff = new ServiceName("web-bff");
        Zone zone = new Zone.OfService(bff);
        for (Revocation lost : List.of(
                new Revocation.IssuedBefore(bff, created - 4, true),
                new Revocation.Quarantine(zone, Revocation.Direction.OUTBOUND, created - 4, "a test"))) {
            desk.revoked.clear();
            desk.revoked.add(lost);
            assertThat(desk.outcome(ask(web(), to("orders-api"))))
                    .as("%s", lost)
                    .startsWith(REFUSED);
        }
        for (Revocation kept : List.of(
                new Revocation.IssuedBefore(bff, created - 5, true),
                new Revocation.IssuedBefore(bff, created + 10, false),
                new Revocation.Quarantine(zone, Revocation.Direction.INBOUND, created + 99, "a test"),
                new Revocation.Quarantine(zone, Revocation.Direction.BOTH, created - 5, "a test"))) {
            desk.revoked.clear();
            desk.revoked.add(kept);
            assertThat(desk.outcome(ask(web(), to("orders-api"))))
                    .as("%s", kept)
                    .isEqualTo("checkout");
        }
    }

    @Test
    void a_ledger_that_does_not_answer_lets_nobody_in() {
        desk.credentials.isDown(true);

        assertThat(desk.outcome(ask(web(), to("orders-api")))).startsWith("temporarily_unavailable");
    }

    @Test
    void evidence_never_shows_its_secret() {
        assertThat(web().toString()).doesNotContain(Desk.SECRET).contains("web-bff");
        ClientEvidence shown = desk.orders();
        assertThat(new ClientEvidence.ByAssertion(Optional.of("orders-api"), "x").toString())
                .contains("orders-api");
        assertThat(shown.toString()).doesNotContain(((ClientEvidence.ByAssertion) shown.method()).assertion());
    }
}
