package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.certificate.Certificates;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ForwardedCertificateTest {

    private static final String ORDERS = Escaped.certificate("orders");

    @Test
    void a_certificate_as_nginx_forwards_it_is_read() {
        assertThat(ForwardedCertificate.unescape(ORDERS)).contains(Certificates.pem("orders"));
    }

    @Test
    void lowercase_escapes_are_read_alike() {
        assertThat(ForwardedCertificate.unescape(ORDERS.replace("%2B", "%2b").replace("%0A", "%0a")))
                .contains(Certificates.pem("orders"));
    }

    @Test
    void broken_escapes_are_refused() {
        assertThat(ForwardedCertificate.unescape(ORDERS + "%")).isEmpty();
        assertThat(ForwardedCertificate.unescape(ORDERS.replace("%2B", "%2G"))).isEmpty();
        assertThat(ForwardedCertificate.unescape(ORDERS.replaceFirst("%0A", "%\uFF10A")))
                .isEmpty();
    }

    @Test
    void a_text_beyond_any_certificate_is_not_even_looked_at() {
        assertThat(ForwardedCertificate.unescape("A".repeat(ForwardedCertificate.LONGEST + 1)))
                .isEmpty();
    }

    @Test
    void whatever_the_text_it_never_throws() {
        long seed = 20261122L;
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(ORDERS);
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 256));
            }
            read += ForwardedCertificate.unescape(text.toString()).isPresent() ? 1 : 0;
        }
        assertThat(read)
                .as("seed %d: some changes leave readable escapes, not all do", seed)
                .isBetween(1, 19_999);
    }
}
