package dev.cordon.mesh;

import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;

/**
 * Reads what Envoy asks by {@code ext_authz} over HTTP: a request of the call's own method, with the call's path behind
 * the configured {@code path_prefix}, the call's Host, and of its headers only those that Envoy is told to pass on.
 */
final class EnvoyQuestions implements Questions {

    private static final CertificateEvidence NONE = new CertificateEvidence.None();
    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private final MeshConfig.Proxies proxies;

    EnvoyQuestions(MeshConfig.Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public boolean areAskedAt(String uri) {
        return uri.startsWith(AUTHORIZE + "/");
    }

    @Override
    public AccessRequest request(HttpRequest question, QuestionHeaders headers, Instant now)
            throws UnreadableException {
        String method = question.method().name();
        RequestPath path = RequestPath.read(question.uri().substring(AUTHORIZE.length()));
        AccessRequest request = AccessRequest.of(headers.target(HttpHeaderNames.HOST, proxies.pinned()), method, path)
                .from(headers.source(proxies.trusted()))
                .withCertificate(certificate(headers, now));
        PresentedToken token = headers.token();
        return token == null ? request : request.withToken(token);
    }

    /** Envoy removes the header where its client showed no certificate. */
    private CertificateEvidence certificate(QuestionHeaders headers, Instant now) throws UnreadableException {
        String all = headers.single(ProxyHeaders.FORWARDED_CLIENT_CERT);
        if (all == null) {
            return NONE;
        }
        return ForwardedCertificate.unescape(ClientCertElement.lastOf(all).certificate())
                .map(pem -> proxies.clients().evidence(pem, now))
                .orElse(UNTRUSTED);
    }
}
