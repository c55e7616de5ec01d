package dev.cordon.mesh;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.CertificateEvidence;
import java.time.Instant;

/** A client certificate as nginx passes it on: the outcome of its own verification, and the escaped PEM. */
final class NginxCertificates implements Certificates {

    private static final CertificateEvidence NONE = new CertificateEvidence.None();
    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private final ClientTrust clients;

    NginxCertificates(ClientTrust clients) {
        this.clients = clients;
    }

    @Override
    public CertificateEvidence read(QuestionHeaders headers, Instant now) throws UnreadableException {
        String outcome = headers.required(ProxyHeaders.CLIENT_VERIFY);
        String shown = headers.single(ProxyHeaders.CLIENT_CERT);
        boolean absent = shown == null || shown.isEmpty();
        if (outcome.equals("NONE") && absent) {
            return NONE;
        }
        if (outcome.equals("SUCCESS") && shown != null && !absent) {
            return ForwardedCertificate.unescape(shown)
                    .map(pem -> clients.evidence(pem, now))
                    .orElse(UNTRUSTED);
        }
        if (outcome.startsWith("FAILED")) {
            return UNTRUSTED;
        }
        throw new UnreadableException("headers `" + ProxyHeaders.CLIENT_VERIFY + "` and `" + ProxyHeaders.CLIENT_CERT
                + "` contradict each other");
    }
}
