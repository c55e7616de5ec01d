package dev.cordon.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CertificateTextTest {

    private static final String ORDERS = Certificates.pem("orders");

    @Test
    void a_certificate_is_read_with_or_without_its_last_line_end() {
        Optional<X509Certificate> read = CertificateText.read(ORDERS);

        assertThat(read.orElseThrow().getSubjectX500Principal().getName()).isEqualTo("CN=orders,O=Shop");
        assertThat(CertificateText.read(ORDERS.strip())).isEqualTo(read);
    }

    @Test
    void nothing_may_stand_around_or_beside_the_one_certificate() {
        assertThat(CertificateText.read(" " + ORDERS)).isEmpty();
        assertThat(CertificateText.read(ORDERS + "x")).isEmpty();
        assertThat(CertificateText.read(ORDERS + "\n")).isEmpty();
        assertThat(CertificateText.read(ORDERS + ORDERS)).isEmpty();
        assertThat(CertificateText.read("comment\n" + ORDERS)).isEmpty();
        assertThat(CertificateText.read(ORDERS.replace("CERTIFICATE", "X509 CRL")))
                .isEmpty();
        assertThat(CertificateText.read("")).isEmpty();
        assertThat(CertificateText.read("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"))
                .isEmpty();
    }

    @Test
    void bytes_after_the_certificate_are_not_ignored() {
        byte[] der = der();
        byte[] longer = Arrays.copyOf(der, der.length + 1);

        assertThat(CertificateText.read(frame(der))).isPresent();
        assertThat(CertificateText.read(frame(longer))).isEmpty();
        assertThat(CertificateText.read(frame(Arrays.copyOf(der, der.length - 1))))
                .isEmpty();
    }

    @Test
    void a_text_beyond_any_certificate_is_not_even_looked_at() {
        String stretched = ORDERS.replaceFirst("\n", "\n".repeat(CertificateText.LONGEST));

        assertThat(CertificateText.read(ORDERS.replaceFirst("\n", "\n\n"))).isPresent();
        assertThat(CertificateText.read(stretched)).isEmpty();
    }

    @Test
    void whatever_the_bytes_it_never_throws() {
        long seed = 20261122L;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] der = der();
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = der.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Optional<X509Certificate> certificate = CertificateText.read(frame(broken));
            read += certificate.isPresent() ? 1 : 0;
            certificate.ifPresent(ClientIdentity::of);
        }
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(ORDERS);
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 256));
            }
            read += CertificateText.read(text.toString()).isPresent() ? 1 : 0;
        }
        assertThat(read)
                .as("seed %d: some changes leave a readable certificate, most don't", seed)
                .isBetween(1, 39_999);
    }

    private static byte[] der() {
        return Base64.getMimeDecoder().decode(ORDERS.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String frame(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END CERTIFICATE-----\n";
    }
}
