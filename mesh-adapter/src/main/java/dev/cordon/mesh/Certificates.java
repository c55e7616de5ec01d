package dev.cordon.mesh;

import dev.cordon.request.CertificateEvidence;
import java.time.Instant;

/** How a proxy tells of its client's certificate. */
interface Certificates {

    /**
     * What is known of the certificate.
     *
     * @throws UnreadableException where a header that counts is missing, is there twice or says nothing
     */
    CertificateEvidence read(QuestionHeaders headers, Instant now) throws UnreadableException;

    /** As that proxy tells. */
    static Certificates of(MeshConfig.Proxies proxies) {
        return switch (proxies.kind()) {
            case NGINX -> new NginxCertificates(proxies.clients());
            case CADDY -> new CaddyCertificates(proxies.clients());
            case TRAEFIK -> new TraefikCertificates(proxies.clients());
            case ENVOY -> new EnvoyCertificates(proxies.clients());
        };
    }
}
