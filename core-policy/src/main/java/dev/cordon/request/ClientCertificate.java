package dev.cordon.request;

import dev.cordon.policy.KeyThumbprint;
import java.util.List;
import java.util.Optional;

/**
 * The client certificate of a call, as the enforcement point verified it: chain up to a configured trust anchor,
 * validity and the proof of the private key in the TLS handshake. Building one asserts all three.
 *
 * @param thumbprint SHA-256 of its DER form (RFC 8705 §3.1)
 * @param spiffeId the one URI SAN, where it is a SPIFFE ID
 * @param dnsNames the DNS SANs, lowercase
 * @param subject the whole subject in RFC 2253 form
 */
public record ClientCertificate(
        KeyThumbprint thumbprint, Optional<String> spiffeId, List<String> dnsNames, String subject) {

    /** Copies the list. */
    public ClientCertificate {
        dnsNames = List.copyOf(dnsNames);
    }
}
