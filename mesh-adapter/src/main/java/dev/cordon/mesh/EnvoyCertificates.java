package dev.cordon.mesh;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.CertificateEvidence;
import java.time.Instant;

/**
 * A client certificate as Envoy passes it on in {@code x-forwarded-client-cert}, which it removes where its client
 * showed none.
 */
final class EnvoyCertificates implements Certificates {

    private static final CertificateEvidence NONE = new CertificateEvidence.None();
    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private final ClientTrust clients;

    EnvoyCertificates(ClientTrust clients) {
        this.clients = clients;
    }

    @Override
    public CertificateEvidence read(QuestionHeaders headers, Instant now) throws UnreadableException {
        String all = headers.single(ProxyHeaders.FORWARDED_CLIENT_CERT);
        if (all == null) {
            return NONE;
        }
        return ForwardedCertificate.unescape(ClientCertElement.lastOf(all).certificate())
                .map(pem -> clients.evidence(pem, now))
                .orElse(UNTRUSTED);
    }
}
