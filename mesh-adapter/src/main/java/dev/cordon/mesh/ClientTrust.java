package dev.cordon.mesh;

import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * How client certificates that a proxy passes on are verified once more, against trust anchors of our own: a proxy that
 * trusts too many authorities does not make us trust them. Revocation is the proxy's to check ({@code ssl_crl}), which
 * sees the handshake. Immutable but for a bounded cache of certificates that verified; safe for use by many threads.
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
     * Reads {@link #of} from a file.
     *
     * @throws IOException where the file can't be read
     */
    public static ClientTrust read(Path file) throws IOException {
        return of(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /**
     * What a certificate is worth that the proxy says it verified.
     *
     * @param escaped as the proxy forwards it
     * @param now the instant at which it must be valid
     */
    CertificateEvidence evidence(String escaped, Instant now) {
        Verified known = verified.get(escaped);
        if (known != null && known.validity().contains(now)) {
            return known.evidence();
        }
        return path.flatMap(anchors -> ForwardedCertificate.read(escaped).flatMap(leaf -> verify(anchors, leaf, now)))
                .map(fresh -> keep(escaped, fresh))
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
    private CertificateEvidence keep(String escaped, Verified fresh) {
        if (verified.size() >= KEPT) {
            verified.clear();
        }
        verified.put(escaped, fresh);
        return fresh.evidence();
    }
}
