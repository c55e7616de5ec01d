package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.audit.TokenJson;
import dev.cordon.audit.TokenRecord;
import dev.cordon.credential.Credential;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.TokenStanding;
import dev.cordon.document.Json;
import dev.cordon.issuance.AuthorizationServer.Endpoint;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.ClientAssertions;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints answer as the standards say, tell a client no more than that, and record in full. */
final class AuthorizationServerTest {

    private static final String WANTED = "grant_type=client_credentials&audience=orders-api&purpose=checkout";

    private final Desk desk = new Desk();
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore();
    private final StoredKeys keys = new StoredKeys(Desk.ISSUER, store, KeySchedule.standard(), new SecureRandom());
    private final List<TokenRecord> log = new ArrayList<>();
    private final AuthorizationServer server = server(Optional.empty());

    private AuthorizationServer server(Optional<DpopNonces> nonces) {
        return new AuthorizationServer(new AuthorizationServer.Parts(
                Desk.ISSUER, desk.service, desk.tokens, keys, Optional.empty(), nonces, log::add));
    }

    private static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("web-bff:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static Posted posted(String form, String... authorization) {
        return new Posted(
                form, List.of(authorization), List.of(), new CertificateEvidence.None(), Optional.of(Desk.SOURCE));
    }

    private OAuthAnswer ask(String form, String... authorization) {
        return server.answer(Endpoint.TOKEN, posted(form, authorization), desk.now);
    }

    private String logged() {
        assertThat(log).hasSize(1);
        StringBuilder line = new StringBuilder();
        TokenJson.append(line, log.get(0));
        return line.toString();
    }

    private static String member(OAuthAnswer answer, String name) throws Exception {
        Json.Members members = (Json.Members) Json.parse(answer.body());
        return ((Json.Text) members.find(name).orElseThrow()).value();
    }

    @Test
    void a_token_is_answered_uncached_and_recorded_without_itself() throws Exception {
        OAuthAnswer answer = ask(WANTED + "&scope=orders.read", basic(Desk.SECRET));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store")
                .doesNotContainKey("DPoP-Nonce");
        String token = member(answer, "access_token");
        assertThat(member(answer, "token_type")).isEqualTo("Bearer");
        TokenRecord.Issued issued = (TokenRecord.Issued) log.get(0).outcome();
        assertThat(logged())
                .isEqualTo("{\"audience\":\"orders-api\",\"client\":\"web-bff\",\"exp\":"
                        + issued.expiresAt().getEpochSecond()
                        + ",\"flow\":\"checkout\",\"grant\":\"client_credentials\",\"granted\":true,\"jti\":\""
                        + issued.id()
                        + "\",\"purpose\":\"checkout\",\"request\":\"token\",\"scope\":[\"orders.read\"],"
                        + "\"scopeAsked\":[\"orders.read\"],\"source\":\"10.20.1.7\",\"time\":\"2026-11-28T12:00:00Z\","
                        + "\"txn\":\"" + issued.transaction() + "\"}")
                .doesNotContain(token)
                .doesNotContain(Desk.SECRET);
        assertThat(answer).hasToString("answer 200");
    }

    @Test
    void who_asks_for_too_much_is_told_the_standard_error_and_operators_which_part() {
        OAuthAnswer answer = ask(WANTED + "&scope=orders.read+orders.burn", basic(Desk.SECRET));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_scope\"}");
        assertThat(logged()).contains("\"error\":\"invalid_scope\"", "\"granted\":false", "orders.burn", "\"why\":");
    }

    @Test
    void a_secret_whose_time_is_over_is_an_alarm_in_the_log_and_an_unknown_client_to_who_shows_it() throws Exception {
        Credential first = desk.credentials.of(new ServiceName("web-bff")).get(0);
        desk.credentials.replace(first, first.in(Credential.State.REVOKED));
        OAuthAnswer answer = ask(WANTED, basic(Desk.SECRET));

        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(logged()).startsWith("{\"alarm\":true,\"audience\"").contains("its secret was shown");
        assertThat(logged()).doesNotContain(Desk.SECRET);
    }

    @Test
    void a_client_that_is_not_known_is_challenged_and_its_secret_not_recorded() {
        OAuthAnswer answer = ask(WANTED, basic("a-wrong-secret"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"cordon\"");
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(logged())
                .contains("\"client\":\"web-bff\"", "generation 0: the secret is another one")
                .doesNotContain("a-wrong-secret");
    }

    @Test
    void what_a_client_writes_is_shortened_and_made_harmless_in_the_log() {
        OAuthAnswer answer = ask("grant_type=client_credentials&client_id=%0A%1B%5B31m%F0%9F%A4%A1" + "x".repeat(1000));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(logged())
                .matches("[ -~]+")
                .contains("\"client\":\"??[31m?xxx")
                .hasSizeLessThan(700);
    }

    @Test
    void a_form_that_is_none_is_refused_and_recorded() {
        assertThat(ask("grant_type=%zz", basic(Desk.SECRET)).body()).isEqualTo("{\"error\":\"invalid_request\"}");
        assertThat(logged()).contains("\"granted\":false").doesNotContain("client\":");
    }

    @Test
    void a_client_whose_evidence_can_not_be_read_is_recorded_by_its_id() {
        OAuthAnswer answer = ask(WANTED + "&client_id=web-bff&client_secret=x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(logged()).contains("\"client\":\"web-bff\"");
    }

    @Test
    void a_ledger_that_does_not_answer_gives_no_token_and_says_when_to_come_back() {
        desk.ledger.isDown(true);

        OAuthAnswer answer = ask(WANTED, basic(Desk.SECRET));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "1");
        assertThat(answer.body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
    }

    @Test
    void a_fault_of_ours_is_no_token_and_nothing_is_thrown_through() {
        SnapshotSource faulty = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                throw new IllegalStateException("a fault");
            }

            @Override
            public void refresh() {
                // never called
            }
        };
        ClientAuthenticator clients = new ClientAuthenticator(
                new CountedCredentials(desk.credentials),
                new ClientAssertions(SignatureProvider.jdk()),
                PlatformIdentities.NONE,
                new LocalReplayStore(10),
                Set.of());
        TokenVerifier verifier = new TokenVerifier();
        IssuedTokens tokens =
                new IssuedTokens(faulty, clients, verifier, new TokenStanding(verifier), desk.revocations);
        AuthorizationServer broken = new AuthorizationServer(new AuthorizationServer.Parts(
                Desk.ISSUER, desk.service, tokens, keys, Optional.empty(), Optional.empty(), log::add));

        OAuthAnswer answer = broken.answer(Endpoint.INTROSPECTION, posted("token=x", basic(Desk.SECRET)), desk.now);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(logged()).contains("internal error");
    }

    @Test
    void nonces_come_with_tokens_and_with_the_error_that_asks_for_one() {
        DpopNonces nonces = new DpopNonces(new byte[32]);
        OAuthAnswer answer =
                server(Optional.of(nonces)).answer(Endpoint.TOKEN, posted(WANTED, basic(Desk.SECRET)), desk.now);

        assertThat(answer.headers()).containsEntry("DPoP-Nonce", nonces.at(desk.now.wall()));
    }

    @Test
    void no_other_error_comes_with_a_nonce() {
        OAuthAnswer answer = server(Optional.of(new DpopNonces(new byte[32])))
                .answer(Endpoint.TOKEN, posted(WANTED, basic("another")), desk.now);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).doesNotContainKey("DPoP-Nonce");
    }

    @Test
    void a_client_that_signs_is_recorded_by_whom_its_assertion_names() {
        ClientEvidence.ByAssertion shown =
                (ClientEvidence.ByAssertion) desk.orders().method();
        ask("grant_type=client_credentials&audience=nobody&client_assertion_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                + shown.assertion());

        assertThat(logged())
                .contains("\"client\":\"orders-api\"", "\"error\":\"invalid_target\"")
                .doesNotContain(shown.assertion());
    }

    @Test
    void a_form_shows_nothing_of_itself() {
        assertThat(posted(WANTED, basic(Desk.SECRET))).hasToString("form");
        assertThat(Endpoint.TOKEN.takesForms()).isTrue();
        assertThat(Endpoint.KEYS.takesForms()).isFalse();
    }

    @Test
    void the_standing_of_a_token_is_told_to_whom_it_concerns() throws Exception {
        String token = member(ask(WANTED, basic(Desk.SECRET)), "access_token");
        log.clear();

        OAuthAnswer answer =
                server.answer(Endpoint.INTROSPECTION, posted("token=" + token, basic(Desk.SECRET)), desk.now);

        assertThat(answer.body()).contains("\"active\":true", "\"client_id\":\"web-bff\"");
        assertThat(logged())
                .contains("\"request\":\"introspection\"", "\"granted\":true")
                .doesNotContain(token);
    }

    @Test
    void a_revoked_token_ends_with_its_chain() throws Exception {
        String token = member(ask(WANTED, basic(Desk.SECRET)), "access_token");
        log.clear();

        OAuthAnswer answer = server.answer(Endpoint.REVOCATION, posted("token=" + token, basic(Desk.SECRET)), desk.now);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(desk.revocations.read().isEmpty()).isFalse();
        assertThat(logged()).contains("\"request\":\"revocation\"").doesNotContain("grant\"");
    }

    @Test
    void a_request_that_is_no_form_is_refused_and_recorded() {
        OAuthAnswer answer = server.unreadable(Endpoint.TOKEN, Optional.of(Desk.SOURCE), "no form", desk.now);

        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_request\"}");
        assertThat(logged())
                .isEqualTo("{\"error\":\"invalid_request\",\"granted\":false,\"request\":\"token\","
                        + "\"source\":\"10.20.1.7\",\"time\":\"2026-11-28T12:00:00Z\",\"why\":\"no form\"}");
        assertThat(server.busy(desk.now).status()).isEqualTo(503);
    }

    @Test
    void the_keys_are_those_of_the_store() throws Exception {
        assertThat(server.read(Endpoint.KEYS, desk.now).body()).isEqualTo("{\"keys\":[]}");
        keys.rotateIfDue(SignatureAlgorithm.ES256, desk.now.wall());

        OAuthAnswer answer = server.read(Endpoint.KEYS, desk.now);

        assertThat(answer.headers()).containsEntry("Content-Type", "application/jwk-set+json");
        assertThat(answer.body())
                .isEqualTo(store.read().keys().get(0).key().publicKeys().toJson());
        store.isDown(true);
        assertThat(server.read(Endpoint.KEYS, new Moment(desk.now.wall().plusSeconds(9), 0))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void the_metadata_names_the_endpoints() throws Exception {
        OAuthAnswer answer = server.read(Endpoint.METADATA, desk.now);

        assertThat(member(answer, "issuer")).isEqualTo(Desk.ISSUER);
        assertThat(member(answer, "token_endpoint")).isEqualTo(AuthorizationServer.tokenUrl(Desk.ISSUER));
        assertThat(AuthorizationServer.audiences(Desk.ISSUER))
                .containsExactlyInAnyOrder(
                        Desk.ISSUER,
                        Desk.TOKEN_URL,
                        Desk.ISSUER + "/oauth2/introspect",
                        Desk.ISSUER + "/oauth2/revoke");
    }

    @Test
    void endpoints_stand_behind_the_path_of_the_identifier_and_the_metadata_before_it() {
        AuthorizationServer deep = new AuthorizationServer(new AuthorizationServer.Parts(
                "https://example.com/shop",
                desk.service,
                desk.tokens,
                keys,
                Optional.empty(),
                Optional.empty(),
                log::add));

        assertThat(deep.at("/shop/oauth2/token")).contains(Endpoint.TOKEN);
        assertThat(deep.at("/oauth2/token")).isEmpty();
        assertThat(deep.at("/.well-known/oauth-authorization-server/shop")).contains(Endpoint.METADATA);
        assertThat(server.at("/oauth2/jwks")).contains(Endpoint.KEYS);
        assertThat(server.at("/.well-known/oauth-authorization-server")).contains(Endpoint.METADATA);
        assertThat(server.at("/oauth2/token/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tokens.example",
                "https://tokens.example/",
                "https://tokens.example?x",
                "https://tokens.example#x",
                "https://user@tokens.example",
                "https://",
                "https://a b",
                "https://a/%",
                "tokens.example"
            })
    void what_is_no_issuer_identifier_is_refused(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthorizationServer.requireIdentifier(issuer))
                .withMessageContaining("is no issuer identifier");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthorizationServer(new AuthorizationServer.Parts(
                        issuer, desk.service, desk.tokens, keys, Optional.empty(), Optional.empty(), log::add)));
    }
}
