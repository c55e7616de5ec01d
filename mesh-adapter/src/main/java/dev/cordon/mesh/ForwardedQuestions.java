package dev.cordon.mesh;

import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;

/**
 * Reads what Caddy asks by {@code forward_auth} and Traefik by ForwardAuth: the call in {@code X-Forwarded-*} headers,
 * which both overwrite. Both also pass all other headers of the caller, which are ignored.
 */
final class ForwardedQuestions implements Questions {

    private final MeshConfig.Proxies proxies;
    private final Certificates certificates;

    ForwardedQuestions(MeshConfig.Proxies proxies) {
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
        String method = headers.required(ProxyHeaders.FORWARDED_METHOD);
        String uri = headers.required(ProxyHeaders.FORWARDED_URI);
        AccessRequest request = AccessRequest.of(
                        headers.target(ProxyHeaders.FORWARDED_HOST, proxies.pinned()), method, RequestPath.read(uri))
                .from(headers.source(proxies.trusted()))
                .withCertificate(certificates.read(headers, now));
        PresentedToken token = headers.token();
        return token == null ? request : request.withToken(token);
    }
}
