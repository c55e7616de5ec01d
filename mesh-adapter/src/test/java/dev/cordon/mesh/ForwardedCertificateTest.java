package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ForwardedCertificateTest {

    private static final String ORDERS = Certificates.escaped("orders");

    @Test
    void a_certificate_as_nginx_forwards_it_is_read() {
        Optional<X509Certificate> read = ForwardedCertificate.read(ORDERS);

        assertThat(read.orElseThrow().getSubjectX500Principal().getName()).isEqualTo("CN=orders,O=Shop");
    }

    @Test
    void lowercase_escapes_are_read_alike() {
        assertThat(ForwardedCertificate.read(ORDERS.replace("%2B", "%2b").replace("%0A", "%0a")))
                .isPresent();
    }

    @Test
    void nothing_may_stand_around_or_beside_the_one_certificate() {
        String pem = Certificates.pem("orders");

        assertThat(read(" " + pem)).isEmpty();
        assertThat(read(pem + "x")).isEmpty();
        assertThat(read(pem + pem)).isEmpty();
        assertThat(read("comment\n" + pem)).isEmpty();
        assertThat(read(pem.replace("CERTIFICATE", "X509 CRL"))).isEmpty();
        assertThat(read(pem.strip())).isEmpty();
        assertThat(read("")).isEmpty();
        assertThat(read("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"))
                .isEmpty();
    }

    @Test
    void bytes_after_the_certificate_are_not_ignored() {
        byte[] der = der();
        byte[] longer = Arrays.copyOf(der, der.length + 1);

        assertThat(read(frame(der))).isPresent();
        assertThat(read(frame(longer))).isEmpty();
        assertThat(read(frame(Arrays.copyOf(der, der.length - 1)))).isEmpty();
    }

    @Test
    void broken_escapes_are_refused() {
        assertThat(ForwardedCertificate.read(ORDERS + "%")).isEmpty();
        assertThat(ForwardedCertificate.read(ORDERS.replace("%2B", "%2G"))).isEmpty();
        assertThat(ForwardedCertificate.read(ORDERS.replaceFirst("%0A", "%\uFF10A")))
                .isEmpty();
    }

    @Test
    void a_text_beyond_any_certificate_is_not_even_looked_at() {
        assertThat(ForwardedCertificate.read("A".repeat(ForwardedCertificate.LONGEST + 1)))
                .isEmpty();
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
            Optional<X509Certificate> certificate = read(frame(broken));
            read += certificate.isPresent() ? 1 : 0;
            certificate.ifPresent(ClientIdentity::of);
        }
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(ORDERS);
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 256));
            }
            read += ForwardedCertificate.read(text.toString()).isPresent() ? 1 : 0;
        }
        assertThat(read)
                .as("seed %d: some changes leave a readable certificate, most don't", seed)
                .isBetween(1, 39_999);
    }

    private static byte[] der() {
        return Base64.getMimeDecoder().decode(Certificates.pem("orders").replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String frame(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END CERTIFICATE-----\n";
    }

    private static Optional<X509Certificate> read(String pem) {
        return ForwardedCertificate.read(Certificates.escape(pem));
    }
}
