package dev.cordon.request;

/** What the enforcement point knows of a client certificate. */
public sealed interface CertificateEvidence {

    /** None was shown. */
    record None() implements CertificateEvidence {}

    /** One was shown and could not be verified; the call will be denied. */
    record Untrusted() implements CertificateEvidence {}

    /** One was shown and verified. */
    record Trusted(ClientCertificate certificate) implements CertificateEvidence {}
}
