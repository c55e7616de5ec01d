package dev.cordon.certificate;

import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How client certificates that a proxy or gateway passes on are verified once more, against trust anchors of our own:
 * one that trusts too many authorities does not make us trust them. Revocation is its to check (nginx's
 * {@code ssl_crl}), since it sees the handshake. Immutable but for a bounded cache of certificates that verified; safe
 * for use by many threads.
 */
public final class ClientTrust {

    /** How many verified certificates are kept: a mesh has fewer services than that. */
    private static final int KEPT = 4096;

    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private final Optional<CertificatePath> path;
    private final ConcurrentMap<String, Verified> verified = new ConcurrentHashMap<>();

    /** A certificate that verified, and when that holds. */
    private record Verified(CertificateEvidence evidence, Validity validity) {}

    private ClientTrust(Optional<CertificatePath> path) {
        this.path = path;
    }

    /** Trusts no client certificate: a call that shows one is denied. */
    public static ClientTrust nobody() {
        return new ClientTrust(Optional.empty());
    }

    /**
     * Trusts what chains up to these certificates. One that another of the file issued counts as an intermediate, all
     * others are anchors.
     *
     * @param pem certificates in PEM (RFC 7468 §5), text between them is ignored
     * @throws IllegalArgumentException where it holds no certificate, or one that is no authority's
     */
    public static ClientTrust of(String pem) {
        List<X509Certificate> authorities = new ArrayList<>();
        try {
            byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                authorities.add((X509Certificate) one);
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the client authorities can't be read: write certificates in PEM", e);
        }
        return new ClientTrust(Optional.of(new CertificatePath(authorities)));
    }

    /**
     * What a certificate is worth that the proxy or gateway says it verified.
     *
     * @param pem the one certificate in PEM (RFC 7468 §5.1), nothing around it
     * @param now the instant at which it must be valid
     */
    public CertificateEvidence evidence(String pem, Instant now) {
        Verified known = verified.get(pem);
        if (known != null && known.validity().contains(now)) {
            return known.evidence();
        }
        return path.flatMap(anchors -> CertificateText.read(pem).flatMap(leaf -> verify(anchors, leaf, now)))
                .map(fresh -> keep(pem, fresh))
                .orElse(UNTRUSTED);
    }

    private static Optional<Verified> verify(CertificatePath anchors, X509Certificate leaf, Instant now) {
        Optional<Validity> validity = anchors.validity(leaf, now);
        Optional<ClientCertificate> identity = ClientIdentity.of(leaf);
        return validity.isPresent() && identity.isPresent()
                ? Optional.of(new Verified(new CertificateEvidence.Trusted(identity.get()), validity.get()))
                : Optional.empty();
    }

    /** Starts over where the cache is full: only certificates of trusted authorities fill it, so that is rare. */
    private CertificateEvidence keep(String pem, Verified fresh) {
        if (verified.size() >= KEPT) {
            verified.clear();
        }
        verified.put(pem, fresh);
        return fresh.evidence();
    }
}
