package dev.cordon.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads one certificate in PEM (RFC 7468 §5.1), as proxies and gateways pass on a client's. Anything around or beside
 * that one certificate makes it unreadable; its last line end may be missing. Never throws.
 */
final class CertificateText {

    /** The longest text that is read, in characters. */
    static final int LONGEST = 16 * 1024;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "\n-----END CERTIFICATE-----";

    private CertificateText() {}

    static Optional<X509Certificate> read(String pem) {
        String text = pem.endsWith("\n") ? pem.substring(0, pem.length() - 1) : pem;
        boolean framed = text.length() >= BEGIN.length() + END.length() && text.length() <= LONGEST;
        if (!framed || !text.startsWith(BEGIN) || !text.endsWith(END)) {
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
