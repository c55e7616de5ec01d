package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.ask;
import static dev.cordon.issuance.Desk.evidence;
import static dev.cordon.issuance.Desk.exchange;
import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.Moment;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.ExternalTokenMaker;
import dev.cordon.token.TokenHash;
import dev.cordon.token.VerifiedToken;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may ask what of a token that was issued. */
final class IssuedTokensTest {

    private final Desk desk = new Desk();
    private final IssuedToken first = desk.issue(ask(web(), to("orders-api")));
    private final IssuedToken next = desk.issue(exchange(desk.orders(), first, to("payments-api")));
    private final ClientEvidence payments = evidence(new ClientEvidence.BySecret("payments-api", "pay"), null);

    @BeforeEach
    void paymentsHasASecret() {
        desk.add("payments-api", 0, new CredentialProof.Secret(TokenHash.of("pay")));
    }

    @Test
    void the_caller_and_the_target_of_a_good_token_may_know_what_it_says() throws Exception {
        assertThat(introspect(web(), first)).isEqualTo(first.token().id());
        assertThat(introspect(desk.orders(), first)).isEqualTo(first.token().id());
        assertThat(introspect(payments, next)).isEqualTo(next.token().id());
        assertThat(introspect(payments, first)).as("not its own").isEqualTo("inactive");
        assertThat(introspect(web(), next)).as("its chain, not its own").isEqualTo("inactive");
    }

    @Test
    void a_token_that_is_over_or_revoked_is_not_active() throws Exception {
        desk.revoked.add(new Revocation.OfService(new ServiceName("payments-api")));
        assertThat(introspect(desk.orders(), next)).isEqualTo("inactive");
        desk.revoked.clear();
        assertThat(introspect(desk.orders(), next)).isEqualTo(next.token().id());
        desk.now = new Moment(Desk.NOW.plusSeconds(300), 0);
        assertThat(introspect(desk.orders(), next)).isEqualTo("inactive");
    }

    @Test
    void whatever_a_client_asks_is_a_use_of_its_credential_and_what_it_could_not_prove_is_none() throws Exception {
        Credential.Id web = new Credential.Id(new ServiceName("web-bff"), 0);
        Credential.Id orders = new Credential.Id(new ServiceName("orders-api"), 0);
        desk.now = new Moment(Desk.NOW.plusSeconds(5), 0);
        introspect(web(), first);
        desk.tokens.revoke(web(), first.token().reveal(), desk.now);
        ClientEvidence stranger = evidence(new ClientEvidence.BySecret("web-bff", "another secret"), null);
        assertThat(catchThrowableOfType(
                        TokenRefusedException.class,
                        () -> desk.tokens.introspect(stranger, first.token().reveal(), desk.now)))
                .isNotNull();

        assertThat(desk.credentials.usage(web)).as("not told yet").isEqualTo(Usage.NONE);
        desk.counted.tell();
        desk.counted.tell();
        assertThat(desk.credentials.usage(web))
                .isEqualTo(new Usage(
                        Optional.of(Desk.NOW),
                        Optional.of(Desk.NOW.plusSeconds(5)),
                        Map.of("client_credentials", 1L, "introspection", 1L, "revocation", 1L)));
        assertThat(desk.credentials.usage(orders).counts()).containsExactly(Map.entry("token-exchange", 1L));
    }

    @Test
    void what_is_no_token_of_ours_is_not_active_and_none_to_end() throws Exception {
        String external = new ExternalTokenMaker("https://idp.example", Desk.IDP_KEY)
                .make(Map.of(
                        "client_id", "web-bff",
                        "sub", "web-bff",
                        "aud", "orders-api",
                        "jti", "external-1",
                        "txn", "external-txn",
                        "iat", Desk.NOW.getEpochSecond(),
                        "exp", Desk.NOW.getEpochSecond() + 60));

        assertThat(desk.tokens.introspect(web(), external, desk.now)).isEmpty();
        assertThat(desk.tokens.introspect(web(), "no.token.here", desk.now)).isEmpty();
        desk.tokens.revoke(web(), external, desk.now);
        desk.tokens.revoke(web(), "no.token.here", desk.now);
        assertThat(desk.revocations.read().isEmpty()).isTrue();
    }

    @Test
    void whoever_has_part_in_a_chain_may_end_it_whole() throws Exception {
        String chain = String.valueOf(Desk.verified(first).transaction());
        for (ClientEvidence who : new ClientEvidence[] {web(), desk.orders()}) {
            Desk other = new Desk();
            other.tokens.revoke(who, next.token().reveal(), desk.now);
            assertThat(other.revocations.read().hasChain(chain)).isTrue();
        }
        desk.tokens.revoke(web(), first.token().reveal(), desk.now);
        assertThat(desk.revocations.read().hasChain(chain)).isTrue();
    }

    @Test
    void nobody_else_may() throws Exception {
        TokenRefusedException refused = catchThrowableOfType(
                TokenRefusedException.class,
                () -> desk.tokens.revoke(payments, next.token().reveal(), desk.now));

        assertThat(refused.error()).isEqualTo(OAuthError.UNAUTHORIZED_CLIENT);
        assertThat(desk.revocations.read().isEmpty()).isTrue();
    }

    @Test
    void the_end_of_a_chain_is_remembered_as_long_as_any_of_its_tokens_could_live() throws Exception {
        desk.tokens.revoke(web(), first.token().reveal(), desk.now);
        String chain = String.valueOf(Desk.verified(first).transaction());

        desk.wall = Desk.NOW.plusSeconds(86_404);
        assertThat(desk.revocations.read().hasChain(chain)).isTrue();
        desk.wall = Desk.NOW.plusSeconds(86_405);
        assertThat(desk.revocations.read().hasChain(chain)).isFalse();
    }

    @Test
    void without_a_known_client_a_policy_or_a_store_nothing_is_told_or_ended() {
        ClientEvidence stranger = evidence(new ClientEvidence.BySecret("web-bff", "guess"), null);

        assertThat(refused(stranger)).isEqualTo(OAuthError.INVALID_CLIENT);
        desk.revocations.isDown(true);
        assertThat(refused(web())).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
        desk.revocations.isDown(false);
        desk.withoutPolicy = true;
        assertThat(refused(web())).isEqualTo(OAuthError.TEMPORARILY_UNAVAILABLE);
    }

    private OAuthError refused(ClientEvidence who) {
        return catchThrowableOfType(
                        TokenRefusedException.class,
                        () -> desk.tokens.revoke(who, first.token().reveal(), desk.now))
                .error();
    }

    private String introspect(ClientEvidence who, IssuedToken token) throws TokenRefusedException {
        return desk.tokens
                .introspect(who, token.token().reveal(), desk.now)
                .map(VerifiedToken::id)
                .orElse("inactive");
    }
}
