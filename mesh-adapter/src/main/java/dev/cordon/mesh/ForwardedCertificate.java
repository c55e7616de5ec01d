package dev.cordon.mesh;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.CertificateEvidence;
import java.time.Instant;
import java.util.Optional;

/**
 * The forms in which proxies forward a client certificate: percent-encoded PEM (nginx, Envoy) and base64 without a
 * frame (Caddy, Traefik). What the text then says is not looked at here. Never throws.
 */
final class ForwardedCertificate {

    /** The longest escaped certificate that is read, in characters. */
    static final int LONGEST = 16 * 1024;

    private static final CertificateEvidence UNTRUSTED = new CertificateEvidence.Untrusted();

    private ForwardedCertificate() {}

    /** What a certificate is worth that comes as the base64 of its DER, on one line and without a frame. */
    static CertificateEvidence evidence(ClientTrust clients, String base64, Instant now) {
        return base64.length() > LONGEST
                ? UNTRUSTED
                : clients.evidence("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----", now);
    }

    /** The text, or empty where it is too long or its escapes are broken. */
    static Optional<String> unescape(String escaped) {
        if (escaped.length() > LONGEST) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                int octet = octet(escaped, i);
                if (octet < 0) {
                    return Optional.empty();
                }
                text.append((char) octet);
                i += 2;
            } else {
                text.append(c);
            }
        }
        return Optional.of(text.toString());
    }

    private static int octet(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = hex(text.charAt(percent + 1));
        int low = hex(text.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
