package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By the documented form of Traefik's ForwardAuth and PassTLSClientCert. */
final class TraefikQuestionsTest {

    private final MeshConfig config =
            MeshConfig.defaults().askedBy(ProxyKind.TRAEFIK).withClients(ClientTrust.of(Certificates.pem("root")));
    private final HttpHeaders headers = new DefaultHttpHeaders()
            .set("X-Forwarded-Method", "GET")
            .set("X-Forwarded-Proto", "https")
            .set("X-Forwarded-Host", "payments.shop.example")
            .set("X-Forwarded-Uri", "/charges/1?x=1")
            .set("X-Forwarded-For", "203.0.113.9");

    @Test
    void the_original_call_is_read_from_the_headers() {
        assertThat(request()).hasToString("GET OfHost[host=payments.shop.example] /charges/1");
        assertThat(request().source()).hasToString("203.0.113.9");
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.None.class);
    }

    @Test
    void the_client_s_own_certificate_comes_first() {
        show(Framed.base64("orders"));
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Trusted.class);

        show(Framed.base64("orders") + "," + Framed.base64("of-other-root"));
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Trusted.class);

        show(Framed.base64("of-other-root") + "," + Framed.base64("orders"));
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void a_certificate_is_read_percent_encoded_too() {
        show(URLEncoder.encode(Framed.base64("orders"), StandardCharsets.US_ASCII));

        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Trusted.class);
    }

    @Test
    void what_is_no_certificate_is_untrusted() {
        for (String shown : List.of("", "%", "{http.request.tls.client.subject}", "," + Framed.base64("orders"))) {
            show(shown);
            assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
        }
    }

    @Test
    void certificates_in_other_proxies_headers_do_not_count() {
        headers.set("X-Client-Cert", Framed.base64("orders")).set("X-Client-Verify", "SUCCESS");

        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.None.class);
    }

    @Test
    void several_headers_of_certificates_are_unreadable() {
        headers.set("X-Forwarded-Tls-Client-Cert", List.of(Framed.base64("orders"), Framed.base64("orders")));

        assertThat(((Question.Unreadable) read()).why())
                .isEqualTo("header `X-Forwarded-Tls-Client-Cert` is there more than once");
    }

    @Test
    void whatever_the_headers_it_never_throws() {
        long seed = 13L;
        List<String> names = List.of(
                "X-Forwarded-Method",
                "X-Forwarded-Uri",
                "X-Forwarded-Host",
                "X-Forwarded-For",
                "X-Forwarded-Tls-Client-Cert",
                "Authorization",
                "DPoP");

        int complete = Spoiled.complete(Questions.of(config.proxies()), "/authorize", headers, names, seed);

        assertThat(complete)
                .as("seed %d: some are complete, some are not", seed)
                .isBetween(1, Spoiled.ROUNDS - 1);
    }

    private void show(String certificates) {
        headers.set("X-Forwarded-Tls-Client-Cert", certificates);
    }

    private Question read() {
        return Questions.of(config.proxies())
                .read(Spoiled.request(HttpMethod.GET, "/authorize", headers), Certificates.VALID);
    }

    private AccessRequest request() {
        return ((Question.Complete) read()).request();
    }
}
