package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaddyQuestionsTest {

    private final MeshConfig config =
            MeshConfig.defaults().askedBy(ProxyKind.CADDY).withClients(ClientTrust.of(Certificates.pem("root")));
    private final HttpHeaders headers = new DefaultHttpHeaders()
            .set("Host", "payments.shop.example")
            .set("X-Forwarded-Method", "POST")
            .set("X-Forwarded-Uri", "/charges/a%2Cb?x=1")
            .set("X-Forwarded-Host", "Payments.Shop.Example:443")
            .set("X-Forwarded-Proto", "https")
            .set("X-Forwarded-For", "203.0.113.9")
            .set("X-Client-Cert", "{http.request.tls.client.certificate_der_base64}");

    @Test
    void the_original_call_is_read_from_the_headers() {
        AccessRequest request = request();

        assertThat(request).hasToString("POST OfHost[host=payments.shop.example] /charges/a%2Cb");
        assertThat(request.source()).hasToString("203.0.113.9");
        assertThat(request.token()).isNull();
    }

    @Test
    void questions_are_asked_at_one_path_without_a_query() {
        Questions questions = Questions.of(config.proxies());

        assertThat(questions.areAskedAt("/authorize")).isTrue();
        assertThat(questions.areAskedAt("/authorize?x=1")).isFalse();
        assertThat(questions.areAskedAt("/authorize/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Method", "X-Forwarded-Uri", "X-Forwarded-Host", "X-Forwarded-For"})
    void a_header_that_counts_is_there_exactly_once(String name) {
        String value = headers.get(name);

        headers.remove(name);
        assertThat(why()).isEqualTo("header `" + name + "` is missing: let the proxy set it");
        headers.set(name, List.of(value, value));
        assertThat(why()).isEqualTo("header `" + name + "` is there more than once");
    }

    @Test
    void what_other_proxies_would_set_does_not_count() {
        headers.set("X-Original-Method", "GET")
                .set("X-Original-URI", "/other")
                .set("X-Original-Host", "other.example")
                .set("X-Client-Verify", "SUCCESS")
                .set("X-Forwarded-Tls-Client-Cert", Framed.base64("orders"))
                .set("X-Forwarded-Client-Cert", "Cert=\"" + Escaped.certificate("orders") + "\"");

        assertThat(request()).hasToString("POST OfHost[host=payments.shop.example] /charges/a%2Cb");
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.None.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{http.request.tls.client.certificate_der_base64}",
                "{http.request.tls.client.subject}",
                "{tls_client_certificate_der_base64}"
            })
    void a_placeholder_that_caddy_did_not_replace_is_no_certificate(String placeholder) {
        headers.set("X-Client-Cert", placeholder);

        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.None.class);
    }

    @Test
    void a_configuration_that_leaves_the_certificate_to_the_caller_is_noticed() {
        headers.remove("X-Client-Cert");

        assertThat(why()).isEqualTo("header `X-Client-Cert` is missing: let the proxy set it");
    }

    @Test
    void a_certificate_is_verified_once_more() {
        headers.set("X-Client-Cert", Framed.base64("orders"));
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Trusted.class);

        headers.set("X-Client-Cert", Framed.base64("of-other-root"));
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=orders", "{", "}", "AAAA", "=", "-----BEGIN CERTIFICATE-----"})
    void what_is_no_certificate_is_untrusted(String shown) {
        headers.set("X-Client-Cert", shown);

        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void a_text_beyond_any_certificate_is_untrusted() {
        headers.set("X-Client-Cert", "A".repeat(ForwardedCertificate.LONGEST + 1));

        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @Test
    void a_token_and_its_proof_are_read() {
        headers.set("Authorization", "DPoP a.b.c").set("DPoP", "proof");

        assertThat(request().token().proof()).contains("proof");
        headers.add("Authorization", "Bearer x");
        assertThat(why()).isEqualTo("header `Authorization` is there more than once");
    }

    @Test
    void the_service_counts_where_the_configuration_says_so() {
        headers.set("X-Cordon-Service", "payments-api");

        assertThat(((Question.Complete) read(config.pinningService())).request().target())
                .hasToString("OfService[name=payments-api]");
    }

    @Test
    void whatever_the_headers_it_never_throws() {
        long seed = 11L;
        List<String> names = List.of(
                "X-Forwarded-Method",
                "X-Forwarded-Uri",
                "X-Forwarded-Host",
                "X-Forwarded-For",
                "X-Client-Cert",
                "X-Cordon-Service",
                "Authorization",
                "DPoP",
                "Cookie");

        int complete = Spoiled.complete(Questions.of(config.proxies()), "/authorize", headers, names, seed);

        assertThat(complete)
                .as("seed %d: some are complete, some are not", seed)
                .isBetween(1, Spoiled.ROUNDS - 1);
    }

    private Question read(MeshConfig how) {
        return Questions.of(how.proxies())
                .read(Spoiled.request(HttpMethod.GET, "/authorize", headers), Certificates.VALID);
    }

    private AccessRequest request() {
        return ((Question.Complete) read(config)).request();
    }

    private String why() {
        return ((Question.Unreadable) read(config)).why();
    }
}
