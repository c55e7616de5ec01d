package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.to;
import static dev.cordon.issuance.Desk.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.TokenRecord;
import dev.cordon.issuance.AuthorizationServer.Endpoint;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.request.CertificateEvidence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Nothing that a form says beside the standard's parameters makes an exchanged token live longer or leave its chain.
 */
final class ExchangeFormsTest {

    private static final String EXCHANGE = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&audience=payments-api"
            + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Desk desk = new Desk();
    private final List<TokenRecord> log = new ArrayList<>();
    private final StoredKeys keys =
            new StoredKeys(Desk.ISSUER, new InMemorySigningKeyStore(), KeySchedule.standard(), new SecureRandom());
    private final AuthorizationServer server = new AuthorizationServer(new AuthorizationServer.Parts(
            Desk.ISSUER, desk.service, desk.tokens, keys, Optional.empty(), Optional.empty(), log::add));
    private final IssuedToken parent = desk.issue(Desk.ask(web(), to("orders-api")));

    @Test
    void other_parameters_change_nothing_of_the_token() {
        for (String more : List.of(
                "expires_in=86400",
                "exp=1999999999",
                "ttl=1d",
                "lifetime=86400",
                "max_age=86400",
                "not_before=0",
                "txn=another",
                "transaction=another",
                "sub=bank",
                "act=bank",
                "client=bank",
                "jti=mine",
                "cnf=none",
                "env=staging",
                "net=0.0.0.0/0")) {
            OAuthAnswer answer = exchange(parent.token().reveal(), "&" + more);

            assertThat(answer.status()).as(more).isEqualTo(200);
            TokenRecord.Issued issued =
                    (TokenRecord.Issued) log.get(log.size() - 1).outcome();
            assertThat(issued.expiresAt()).as(more).isEqualTo(parent.entry().expiresAt());
            assertThat(issued.transaction()).as(more).isEqualTo(parent.entry().transaction());
            assertThat(issued.scopes()).as(more).containsExactly("payments.charge");
            assertThat(issued.id()).isNotEqualTo("mine");
        }
    }

    @Test
    void a_parameter_that_is_said_twice_or_asks_for_more_is_refused() {
        assertRefused("&audience=vault", "invalid_target");
        assertRefused("&subject_token=" + parent.token().reveal(), "invalid_request");
        assertRefused("&scope=payments.charge&scope=orders.write", "invalid_request");
        assertRefused("&scope=orders.write", "invalid_scope");
        assertRefused("&scope=payments.charge+orders.write", "invalid_scope");
        assertRefused("&purpose=unseal", "invalid_target");
        assertRefused("&resource=https://vault.example", "invalid_target");
        assertRefused("&client_id=web-bff", "invalid_client");
        assertRefused("&requested_token_type=urn:ietf:params:oauth:token-type:refresh_token", "invalid_request");
        assertRefused("&actor_token=" + parent.token().reveal(), "invalid_request");
        assertThat(exchange("", "").body()).isEqualTo("{\"error\":\"invalid_request\"}");
    }

    private void assertRefused(String more, String error) {
        assertThat(exchange(parent.token().reveal(), more).body()).as(more).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    private OAuthAnswer exchange(String subject, String more) {
        ClientEvidence.ByAssertion own =
                (ClientEvidence.ByAssertion) desk.orders().method();
        String form = EXCHANGE + "&subject_token=" + subject + "&client_assertion="
                + URLEncoder.encode(own.assertion(), StandardCharsets.UTF_8) + more;
        Posted posted =
                new Posted(form, List.of(), List.of(), new CertificateEvidence.None(), Optional.of(Desk.SOURCE));
        return server.answer(Endpoint.TOKEN, posted, desk.now);
    }
}
