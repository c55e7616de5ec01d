package dev.cordon.mesh;

import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;

/**
 * Reads what nginx asks by {@code auth_request}. Each header that counts must be there exactly once; anything else that
 * the question carries is ignored.
 */
final class NginxQuestions implements Questions {

    private static final CertificateEvidence NONE = new CertificateEvidence.None();
    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private final MeshConfig.Proxies proxies;

    NginxQuestions(MeshConfig.Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public boolean areAskedAt(String uri) {
        return uri.equals(AUTHORIZE);
    }

    @Override
    public AccessRequest request(HttpRequest question, QuestionHeaders headers, Instant now)
            throws UnreadableException {
        String method = headers.required(ProxyHeaders.METHOD);
        String uri = headers.required(ProxyHeaders.URI);
        AccessRequest request = AccessRequest.of(
                        headers.target(ProxyHeaders.HOST, proxies.pinned()), method, RequestPath.read(uri))
                .from(headers.source(proxies.trusted()))
                .withCertificate(certificate(headers, now));
        PresentedToken token = headers.token();
        return token == null ? request : request.withToken(token);
    }

    private CertificateEvidence certificate(QuestionHeaders headers, Instant now) throws UnreadableException {
        String outcome = headers.required(ProxyHeaders.CLIENT_VERIFY);
        String shown = headers.single(ProxyHeaders.CLIENT_CERT);
        boolean absent = shown == null || shown.isEmpty();
        if (outcome.equals("NONE") && absent) {
            return NONE;
        }
        if (outcome.equals("SUCCESS") && shown != null && !absent) {
            return ForwardedCertificate.unescape(shown)
                    .map(pem -> proxies.clients().evidence(pem, now))
                    .orElse(UNTRUSTED);
        }
        if (outcome.startsWith("FAILED")) {
            return UNTRUSTED;
        }
        throw new UnreadableException("headers `" + ProxyHeaders.CLIENT_VERIFY + "` and `" + ProxyHeaders.CLIENT_CERT
                + "` contradict each other");
    }
}
