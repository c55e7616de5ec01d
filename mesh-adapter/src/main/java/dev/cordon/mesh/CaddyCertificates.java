package dev.cordon.mesh;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.CertificateEvidence;
import java.time.Instant;

/**
 * A client certificate as Caddy passes it on: the placeholder {@code {http.request.tls.client.certificate_der_base64}},
 * which stays as it is written where there is none. The header must be there, so that a configuration that leaves it to
 * the caller denies every call that does not bring it. Caddy gives no outcome of its verification: its handshake has
 * failed where that did, and what it passes on is verified once more here.
 */
final class CaddyCertificates implements Certificates {

    private static final CertificateEvidence NONE = new CertificateEvidence.None();

    private final ClientTrust clients;

    CaddyCertificates(ClientTrust clients) {
        this.clients = clients;
    }

    @Override
    public CertificateEvidence read(QuestionHeaders headers, Instant now) throws UnreadableException {
        String shown = headers.single(ProxyHeaders.CLIENT_CERT);
        if (shown == null) {
            throw new UnreadableException("header `" + ProxyHeaders.CLIENT_CERT + "` is missing: let the proxy set it");
        }
        return isNone(shown) ? NONE : ForwardedCertificate.evidence(clients, shown, now);
    }

    /** Empty, or any placeholder that Caddy did not replace: neither character is in base64. */
    private static boolean isNone(String shown) {
        return shown.isEmpty() || shown.startsWith("{") && shown.endsWith("}");
    }
}
