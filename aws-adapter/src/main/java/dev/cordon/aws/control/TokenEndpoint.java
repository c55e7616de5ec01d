package dev.cordon.aws.control;

import dev.cordon.aws.event.HttpEvent;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.decision.Moment;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.gate.OnDemand;
import dev.cordon.issuance.AuthorizationRoutes;
import dev.cordon.issuance.AuthorizationRoutes.Asked;
import dev.cordon.issuance.AuthorizationRoutes.Form;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.issuance.CountedCredentials;
import dev.cordon.issuance.OAuthAnswer;
import dev.cordon.network.IpAddress;
import dev.cordon.request.CertificateEvidence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The token service as a function answers for it: requests of payload 2.0 in, answers of the same form out. Safe for
 * use by many threads.
 */
public final class TokenEndpoint {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** How often the ledger is told what was used: what a frozen function did not tell is lost. */
    private static final long TELLING_SECONDS = 10;

    private final AuthorizationRoutes routes;
    private final OnDemand freshness;
    private final CountedCredentials credentials;
    private final ControlLog log;
    private final AtomicLong told = new AtomicLong();

    /**
     * For that server.
     *
     * @param freshness of the policy that it goes by
     * @param credentials whose uses are told
     */
    public TokenEndpoint(
            AuthorizationServer server, OnDemand freshness, CountedCredentials credentials, ControlLog log) {
        this.routes = new AuthorizationRoutes(server);
        this.freshness = freshness;
        this.credentials = credentials;
        this.log = log;
    }

    /** Answers a request. Never throws: what can't be read is no request. */
    public byte[] answer(byte[] utf8) {
        try {
            HttpEvent event = HttpEvent.read(utf8);
            Moment now = freshness.freshen();
            OAuthAnswer answer = routes.answer(
                    new Asked(event.method(), event.path(), event.hasQuery(), event.header("if-none-match")),
                    () -> form(event),
                    now);
            tell(now.wall());
            return response(answer, event.method().equals("HEAD"));
        } catch (UnreadableEventException e) {
            log.notice(e.why());
            return response(AuthorizationRoutes.bare(400), true);
        } catch (RuntimeException e) {
            // the outermost catch of a request: a fault of ours is no token
            log.notice("internal error: " + e.getClass().getSimpleName());
            return response(AuthorizationRoutes.bare(500), true);
        }
    }

    /** RFC 6749 §3.2 and appendix B: a form, which is ASCII by its encoding. */
    private static Form form(HttpEvent event) {
        Optional<IpAddress> source = IpAddress.parse(event.source());
        try {
            List<String> types = event.header("content-type");
            boolean isForm = types.size() == 1
                    && types.get(0)
                            .split(";", 2)[0]
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(FORM);
            if (!isForm) {
                return new AuthorizationRoutes.Unreadable(
                        source, "the body is no form: its type must be `" + FORM + "`");
            }
            if (event.body().isEmpty()) {
                return new AuthorizationRoutes.Unreadable(source, "the form has bytes beyond ASCII: encode them");
            }
            return new AuthorizationRoutes.Whole(new Posted(
                    event.body().get(),
                    event.header("authorization"),
                    event.header("dpop"),
                    new CertificateEvidence.None(),
                    source));
        } catch (UnreadableEventException e) {
            return new AuthorizationRoutes.Unreadable(source, e.why());
        }
    }

    private void tell(Instant now) {
        long last = told.get();
        if (now.getEpochSecond() - last < TELLING_SECONDS || !told.compareAndSet(last, now.getEpochSecond())) {
            return;
        }
        try {
            credentials.tell();
        } catch (CredentialLedgerUnavailableException e) {
            log.notice("uses of credentials were not noted: " + e.getMessage());
        }
    }

    private static byte[] response(OAuthAnswer answer, boolean bare) {
        JsonObjectBuilder headers = Json.object();
        answer.headers().forEach(headers::put);
        return Json.object()
                .put("statusCode", answer.status())
                .put("headers", headers.build())
                .put("body", bare ? "" : answer.body())
                .put("isBase64Encoded", Json.of(false))
                .build()
                .toCanonical()
                .getBytes(StandardCharsets.UTF_8);
    }
}
