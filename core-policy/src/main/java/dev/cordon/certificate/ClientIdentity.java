package dev.cordon.certificate;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.request.ClientCertificate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** What a verified certificate says of its holder. */
final class ClientIdentity {

    /** The kinds of general names (RFC 5280 §4.2.1.6). */
    private static final int DNS = 2;

    private static final int URI = 6;

    private ClientIdentity() {}

    /** The identity, or empty where the certificate's names can't be read. */
    static Optional<ClientCertificate> of(X509Certificate leaf) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
            KeyThumbprint thumbprint =
                    new KeyThumbprint(Base64.getUrlEncoder().withoutPadding().encodeToString(sum));
            List<String> uris = names(leaf, URI);
            Optional<String> spiffeId = uris.size() == 1
                    ? Optional.of(uris.get(0)).filter(WorkloadIdentity.SpiffeId::isValid)
                    : Optional.empty();
            List<String> dns = names(leaf, DNS).stream()
                    .filter(name -> name.chars().allMatch(c -> c < 0x80))
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            String subject = leaf.getSubjectX500Principal().getName(X500Principal.RFC2253);
            return Optional.of(new ClientCertificate(thumbprint, spiffeId, dns, subject));
        } catch (CertificateException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static List<String> names(X509Certificate leaf, int kind) throws CertificateException {
        Collection<List<?>> all = leaf.getSubjectAlternativeNames();
        List<String> names = new ArrayList<>();
        for (List<?> name : all == null ? List.<List<?>>of() : all) {
            if (Integer.valueOf(kind).equals(name.get(0)) && name.get(1) instanceof String text) {
                names.add(text);
            }
        }
        return names;
    }
}
