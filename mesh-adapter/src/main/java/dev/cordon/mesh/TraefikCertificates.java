package dev.cordon.mesh;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.CertificateEvidence;
import java.time.Instant;

/**
 * A client certificate as Traefik's PassTLSClientCert passes it on with {@code pem: true}: the certificates of the
 * handshake in base64, percent-encoded in version 2, the client's own first. No header where there is none; one that
 * the caller wrote Traefik has removed at its entry point, unless that is told to trust the caller.
 */
final class TraefikCertificates implements Certificates {

    private static final CertificateEvidence NONE = new CertificateEvidence.None();
    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private final ClientTrust clients;

    TraefikCertificates(ClientTrust clients) {
        this.clients = clients;
    }

    @Override
    public CertificateEvidence read(QuestionHeaders headers, Instant now) throws UnreadableException {
        String shown = headers.single(ProxyHeaders.FORWARDED_TLS_CERT);
        if (shown == null) {
            return NONE;
        }
        return ForwardedCertificate.unescape(shown)
                .map(TraefikCertificates::first)
                .map(own -> ForwardedCertificate.evidence(clients, own, now))
                .orElse(UNTRUSTED);
    }

    private static String first(String all) {
        int comma = all.indexOf(',');
        return comma < 0 ? all : all.substring(0, comma);
    }
}
