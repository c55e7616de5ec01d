package dev.cordon.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chains of certificates up to configured authorities (RFC 5280 §6), by the JDK's PKIX. A proxy forwards the leaf
 * alone, so intermediates are configured beside the anchors.
 */
final class CertificatePath {

    private static final Set<String> FOR_CLIENTS = Set.of("1.3.6.1.5.5.7.3.2", "2.5.29.37.0");
    private static final int DIGITAL_SIGNATURE = 0;

    private final Set<TrustAnchor> anchors;
    private final List<X509Certificate> intermediates;

    /** @throws IllegalArgumentException where there is no authority, or one is none */
    CertificatePath(List<X509Certificate> authorities) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("the client authorities hold no certificate: write at least one in PEM");
        }
        for (X509Certificate one : authorities) {
            if (!isAuthority(one)) {
                throw new IllegalArgumentException(
                        "`" + one.getSubjectX500Principal().getName()
                                + "` is no authority's certificate: name the one that issued it");
            }
        }
        intermediates = authorities.stream()
                .filter(one -> authorities.stream().anyMatch(other -> !other.equals(one) && issued(other, one)))
                .toList();
        anchors = authorities.stream()
                .filter(one -> !intermediates.contains(one))
                .map(one -> new TrustAnchor(one, null))
                .collect(Collectors.toUnmodifiableSet());
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("the client authorities issued each other: add one that ends the chain");
        }
    }

    private static boolean isAuthority(X509Certificate one) {
        return one.getBasicConstraints() >= 0;
    }

    private static boolean issued(X509Certificate issuer, X509Certificate one) {
        return !one.getIssuerX500Principal().equals(one.getSubjectX500Principal())
                && one.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    /** When the leaf and its whole chain are valid; empty where it has no chain now, or is for no TLS client. */
    Optional<Validity> validity(X509Certificate leaf, Instant now) {
        try {
            return isForClients(leaf)
                    ? Optional.of(chain(leaf, now)).filter(valid -> valid.contains(now))
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** RFC 5280 §4.2.1.3 and §4.2.1.12: usages that are named must include this one; an authority is no client. */
    private static boolean isForClients(X509Certificate leaf) throws GeneralSecurityException {
        List<String> purposes = leaf.getExtendedKeyUsage();
        boolean[] usages = leaf.getKeyUsage();
        return !isAuthority(leaf)
                && (purposes == null || purposes.stream().anyMatch(FOR_CLIENTS::contains))
                && (usages == null || usages[DIGITAL_SIGNATURE]);
    }

    private Validity chain(X509Certificate leaf, Instant now) throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(leaf);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        List<X509Certificate> known = new ArrayList<>(intermediates);
        known.add(leaf);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        PKIXCertPathBuilderResult found =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(leaf);
        for (Certificate one : found.getCertPath().getCertificates()) {
            chain.add((X509Certificate) one);
        }
        // PKIX leaves the anchor's own dates out; an authority that has ended vouches for nobody
        chain.add(found.getTrustAnchor().getTrustedCert());
        return Validity.of(chain);
    }
}
