package dev.cordon.mesh;

import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;

/**
 * Reads what nginx asks by {@code auth_request}. Each header that counts must be there exactly once; anything else that
 * the question carries is ignored.
 */
final class NginxQuestions implements Questions {

    private final MeshConfig.Proxies proxies;
    private final Certificates certificates;

    NginxQuestions(MeshConfig.Proxies proxies) {
        this.proxies = proxies;
        this.certificates = Certificates.of(proxies);
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
                .withCertificate(certificates.read(headers, now));
        PresentedToken token = headers.token();
        return token == null ? request : request.withToken(token);
    }
}
