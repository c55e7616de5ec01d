package dev.cordon.mesh;

import dev.cordon.request.AccessRequest;
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

    private final MeshConfig.Proxies proxies;
    private final Certificates certificates;

    EnvoyQuestions(MeshConfig.Proxies proxies) {
        this.proxies = proxies;
        this.certificates = Certificates.of(proxies);
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
                .withCertificate(certificates.read(headers, now));
        PresentedToken token = headers.token();
        return token == null ? request : request.withToken(token);
    }
}
