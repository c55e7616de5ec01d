package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.TokenRecord;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.document.Json;
import dev.cordon.gate.TokenServiceTrial;
import dev.cordon.issuance.AuthorizationServer.Endpoint;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenDefect;
import dev.cordon.token.TypedJws;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A staged credential shows that it works, and is good for nothing else. */
final class TrialTest {

    private static final ServiceName BFF = new ServiceName("web-bff");
    private static final String TRIAL = "grant_type=client_credentials&audience=https%3A%2F%2Fcordon.example";

    private final Desk desk = new Desk();
    private final List<TokenRecord> log = new ArrayList<>();
    private final ClientSecret staged = ClientSecret.random(new SecureRandom());
    private final AuthorizationServer server = new AuthorizationServer(new AuthorizationServer.Parts(
            Desk.ISSUER,
            desk.service,
            desk.tokens,
            new StoredKeys(Desk.ISSUER, new InMemorySigningKeyStore(), KeySchedule.standard(), new SecureRandom()),
            Optional.empty(),
            Optional.empty(),
            log::add));
    private final TokenServiceTrial trial = new TokenServiceTrial(server, Desk.ISSUER, () -> desk.now);

    @BeforeEach
    void stage() {
        desk.add("web-bff", 1, staged.proof(), State.STAGED, "10.20.0.0/16");
    }

    private OAuthAnswer ask(Endpoint endpoint, String form, String secret) {
        String pair = "web-bff:" + secret;
        return server.answer(
                endpoint,
                new Posted(
                        form,
                        List.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))),
                        List.of(),
                        new CertificateEvidence.None(),
                        Optional.empty()),
                desk.now);
    }

    private static String token(OAuthAnswer answer) throws Exception {
        Json.Members members = (Json.Members) Json.parse(answer.body());
        return ((Json.Text) members.find("access_token").orElseThrow()).value();
    }

    @Test
    void a_staged_credential_is_tried_from_wherever_it_was_made() {
        assertThat(trial.problem(new Credential.Id(BFF, 1), staged)).isEmpty();
        assertThat(log).extracting(TokenRecord::outcome).containsExactly(new TokenRecord.Answered());
    }

    @Test
    void what_does_not_work_is_told_without_the_secret() {
        ClientSecret other = ClientSecret.random(new SecureRandom());

        Optional<String> problem = trial.problem(new Credential.Id(BFF, 1), other);

        assertThat(problem).contains("the token service answers 401 to generation 1: see its record in the log");
        assertThat(log.toString()).contains("the secret is another one").doesNotContain(other.reveal());
    }

    @Test
    void the_token_of_a_trial_tells_whose_it_is_and_is_taken_for_no_token() throws Exception {
        OAuthAnswer answer = ask(Endpoint.TOKEN, TRIAL, staged.reveal());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");

        TypedJws.Opened opened =
                TypedJws.open(TrialToken.TYPE, token(answer), Desk.KEY.publicKeys(), SignatureProvider.jdk());
        assertThat(((TypedJws.Opened.Claims) opened).claims())
                .isEqualTo(Map.of(
                        "iss",
                        Desk.ISSUER,
                        "aud",
                        Desk.ISSUER,
                        "sub",
                        "web-bff",
                        "gen",
                        1L,
                        "iat",
                        Desk.NOW.getEpochSecond(),
                        "exp",
                        Desk.NOW.getEpochSecond() + 60));
        assertThat(Desk.check(token(answer))).isEqualTo(new TokenCheck.Rejected(TokenDefect.TYPE));
    }

    @Test
    void nothing_else_is_obtained_with_a_staged_credential() {
        String tokenForm = "grant_type=client_credentials&audience=orders-api&purpose=checkout";
        assertThat(ask(Endpoint.TOKEN, tokenForm, staged.reveal()).status()).isEqualTo(401);
        assertThat(ask(Endpoint.INTROSPECTION, "token=x", staged.reveal()).status())
                .isEqualTo(401);
        assertThat(ask(Endpoint.REVOCATION, "token=x", staged.reveal()).status())
                .isEqualTo(401);

        assertThat(ask(Endpoint.TOKEN, tokenForm, Desk.SECRET).status()).isEqualTo(200);
        assertThat(ask(Endpoint.TOKEN, TRIAL, Desk.SECRET).status()).isEqualTo(200);
    }

    @Test
    void a_credential_in_use_is_tried_only_where_it_may_be_used() {
        ClientSecret bound = ClientSecret.random(new SecureRandom());
        desk.add("web-bff", 2, bound.proof(), "10.20.0.0/16");

        assertThat(ask(Endpoint.TOKEN, TRIAL, bound.reveal()).status()).isEqualTo(401);
    }

    @Test
    void a_revoked_credential_is_not_tried() throws Exception {
        Credential known = desk.credentials.of(BFF).get(0);
        desk.credentials.replace(known, known.in(State.REVOKED));

        assertThat(trial.problem(new Credential.Id(BFF, 1), staged)).isPresent();
    }

    @Test
    void whether_an_exchange_names_the_token_service_it_is_no_trial() {
        OAuthAnswer answer = ask(
                Endpoint.TOKEN,
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=x"
                        + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token"
                        + "&audience=https%3A%2F%2Fcordon.example",
                Desk.SECRET);

        assertThat(answer.status()).isEqualTo(400);
    }
}
