package dev.cordon.gate;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.decision.Moment;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.AuthorizationServer.Endpoint;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.issuance.ClientRequest;
import dev.cordon.issuance.OAuthAnswer;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.rotation.CredentialTrial;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries credentials at a token service in this process: by the form that a service would post, with all that is checked
 * there. Safe for use by many threads.
 */
public final class TokenServiceTrial implements CredentialTrial {

    private final AuthorizationServer server;
    private final String issuer;
    private final Supplier<Moment> clock;

    /**
     * At that server.
     *
     * @param issuer its issuer identifier
     * @param clock the one that the server's requests have
     */
    public TokenServiceTrial(AuthorizationServer server, String issuer, Supplier<Moment> clock) {
        this.server = server;
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public Optional<String> problem(Credential.Id id, ClientSecret secret) {
        String pair = encoded(id.service().text()) + ":" + encoded(secret.reveal());
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Posted posted = new Posted(
                "grant_type=" + ClientRequest.CLIENT_CREDENTIALS + "&audience=" + encoded(issuer),
                List.of(basic),
                List.of(),
                new CertificateEvidence.None(),
                Optional.empty());
        OAuthAnswer answer = server.answer(Endpoint.TOKEN, posted, clock.get());
        return answer.status() == 200
                ? Optional.empty()
                : Optional.of("the token service answers " + answer.status() + " to generation " + id.generation()
                        + ": see its record in the log");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
