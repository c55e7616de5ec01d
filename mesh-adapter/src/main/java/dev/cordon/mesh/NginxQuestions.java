package dev.cordon.mesh;

import dev.cordon.network.IpAddress;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.AuthorizationHeader;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what nginx asks by {@code auth_request}. Each header that counts must be there exactly once; anything else that
 * the question carries is ignored. Never throws. Whether the peer may ask at all is checked before.
 */
final class NginxQuestions {

    private static final CertificateEvidence NONE = new CertificateEvidence.None();
    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private final MeshConfig.Proxies proxies;

    NginxQuestions(MeshConfig.Proxies proxies) {
        this.proxies = proxies;
    }

    Question read(HttpHeaders headers, Instant now) {
        try {
            return new Question.Complete(request(headers, now));
        } catch (UnreadableException e) {
            return new Question.Unreadable(e.why());
        }
    }

    private AccessRequest request(HttpHeaders headers, Instant now) throws UnreadableException {
        String method = required(headers, NginxHeaders.METHOD);
        String uri = required(headers, NginxHeaders.URI);
        AccessRequest request = AccessRequest.of(target(headers), method, RequestPath.read(uri))
                .from(source(headers))
                .withCertificate(certificate(headers, now));
        PresentedToken token = token(headers);
        return token == null ? request : request.withToken(token);
    }

    private Target target(HttpHeaders headers) throws UnreadableException {
        return proxies.pinned()
                ? new Target.OfService(required(headers, NginxHeaders.SERVICE))
                : new Target.OfHost(required(headers, NginxHeaders.HOST));
    }

    private IpAddress source(HttpHeaders headers) throws UnreadableException {
        String chain = required(headers, NginxHeaders.FORWARDED_FOR);
        Optional<IpAddress> client = ClientAddress.of(chain, proxies.trusted());
        return client.orElseThrow(() ->
                new UnreadableException("header `" + NginxHeaders.FORWARDED_FOR + "` has a hop that is no address"));
    }

    private CertificateEvidence certificate(HttpHeaders headers, Instant now) throws UnreadableException {
        String outcome = required(headers, NginxHeaders.CLIENT_VERIFY);
        String shown = single(headers, NginxHeaders.CLIENT_CERT);
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
        throw new UnreadableException("headers `" + NginxHeaders.CLIENT_VERIFY + "` and `" + NginxHeaders.CLIENT_CERT
                + "` contradict each other");
    }

    private static @Nullable PresentedToken token(HttpHeaders headers) throws UnreadableException {
        String authorization = single(headers, NginxHeaders.AUTHORIZATION);
        if (authorization == null) {
            return null;
        }
        Iterator<String> proofs = headers.valueStringIterator(NginxHeaders.DPOP);
        String proof = proofs.hasNext() ? proofs.next() : null;
        return AuthorizationHeader.read(authorization, proofs.hasNext() ? null : proof);
    }

    private static String required(HttpHeaders headers, AsciiString name) throws UnreadableException {
        String value = single(headers, name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableException("header `" + name + "` is missing: let the proxy set it");
        }
        return value;
    }

    private static @Nullable String single(HttpHeaders headers, AsciiString name) throws UnreadableException {
        Iterator<String> values = headers.valueStringIterator(name);
        if (!values.hasNext()) {
            return null;
        }
        String value = values.next();
        if (values.hasNext()) {
            throw new UnreadableException("header `" + name + "` is there more than once");
        }
        return value;
    }

    /** Why a question can't be read: thrown and caught in this class alone, so it needs no stack trace. */
    private static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }
}
