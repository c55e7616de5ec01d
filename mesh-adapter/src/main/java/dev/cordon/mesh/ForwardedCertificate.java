package dev.cordon.mesh;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads a client certificate as nginx forwards it in {@code $ssl_client_escaped_cert}: one certificate in PEM (RFC 7468
 * §5.1), percent-encoded. Anything around or beside that one certificate makes it unreadable. Never throws.
 */
final class ForwardedCertificate {

    /** The longest escaped certificate that is read, in characters. */
    static final int LONGEST = 16 * 1024;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "\n-----END CERTIFICATE-----\n";

    private ForwardedCertificate() {}

    static Optional<X509Certificate> read(String escaped) {
        return escaped.length() > LONGEST ? Optional.empty() : unescape(escaped).flatMap(ForwardedCertificate::pem);
    }

    private static Optional<String> unescape(String escaped) {
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

    private static Optional<X509Certificate> pem(String text) {
        boolean framed = text.startsWith(BEGIN) && text.endsWith(END) && text.length() >= BEGIN.length() + END.length();
        if (!framed) {
            return Optional.empty();
        }
        String body =
                text.substring(BEGIN.length(), text.length() - END.length()).replace("\n", "");
        try {
            // a character that is no base64, such as the dash of a second certificate's frame, is refused
            return certificate(Base64.getDecoder().decode(body.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> certificate(byte[] der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate read = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            return Arrays.equals(der, read.getEncoded()) ? Optional.of(read) : Optional.empty();
        } catch (CertificateException | RuntimeException e) {
            // the parser of the JDK is known to let more than its checked exception out on malformed DER
            return Optional.empty();
        }
    }
}
