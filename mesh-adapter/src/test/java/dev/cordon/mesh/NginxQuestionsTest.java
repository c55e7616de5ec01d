package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NginxQuestionsTest {

    private final MeshConfig config = MeshConfig.defaults().withClients(ClientTrust.of(Certificates.pem("root")));
    private final HttpHeaders headers = new DefaultHttpHeaders()
            .set("X-Original-Method", "POST")
            .set("X-Original-URI", "/charges?x=1")
            .set("X-Original-Host", "Payments.Shop.Example:443")
            .set("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
            .set("X-Client-Verify", "NONE");

    @Test
    void the_original_call_is_read_from_the_headers() {
        AccessRequest request = request();

        assertThat(request).hasToString("POST OfHost[host=payments.shop.example] /charges");
        assertThat(request.source()).hasToString("203.0.113.9");
        assertThat(request.token()).isNull();
        assertThat(request.certificate()).isInstanceOf(CertificateEvidence.None.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Original-Method", "X-Original-URI", "X-Original-Host", "X-Forwarded-For", "X-Client-Verify"})
    void a_header_that_counts_is_there_exactly_once(String name) {
        String value = headers.get(name);

        headers.remove(name);
        assertThat(why()).isEqualTo("header `" + name + "` is missing: let the proxy set it");
        headers.set(name, "");
        assertThat(why()).isEqualTo("header `" + name + "` is missing: let the proxy set it");
        headers.set(name, List.of(value, value));
        assertThat(why()).isEqualTo("header `" + name + "` is there more than once");
    }

    @Test
    void several_authorization_headers_are_unreadable() {
        headers.set("Authorization", List.of("Bearer a", "Bearer b"));

        assertThat(why()).isEqualTo("header `Authorization` is there more than once");
    }

    @Test
    void the_header_that_pins_the_service_counts_only_where_the_configuration_says_so() {
        headers.set("X-Cordon-Service", "payments-api");

        assertThat(request().target()).hasToString("OfHost[host=payments.shop.example]");
        assertThat(((Question.Complete) read(config.pinningService())).request().target())
                .hasToString("OfService[name=payments-api]");
    }

    @Test
    void where_the_service_is_pinned_it_must_be_named() {
        assertThat(read(config.pinningService())).isInstanceOf(Question.Unreadable.class);
    }

    @Test
    void an_address_that_is_none_is_unreadable() {
        headers.set("X-Forwarded-For", "unknown");

        assertThat(why()).isEqualTo("header `X-Forwarded-For` has a hop that is no address");
    }

    @Test
    void a_certificate_that_the_proxy_verified_is_verified_once_more() {
        headers.set("X-Client-Verify", "SUCCESS").set("X-Client-Cert", Escaped.certificate("orders"));
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Trusted.class);

        headers.set("X-Client-Cert", Escaped.certificate("of-other-root"));
        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "FAILED:certificate has expired"})
    void a_certificate_that_the_proxy_could_not_verify_is_untrusted(String outcome) {
        headers.set("X-Client-Verify", outcome).set("X-Client-Cert", Escaped.certificate("orders"));

        assertThat(request().certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @ParameterizedTest
    @CsvSource({"NONE,certificate", "SUCCESS,", "success,certificate", "OK,certificate", "NONE ,certificate"})
    void an_outcome_that_contradicts_the_certificate_is_unreadable(String outcome, String certificate) {
        headers.set("X-Client-Verify", outcome);
        if (certificate != null) {
            headers.set("X-Client-Cert", certificate);
        }

        assertThat(why()).isEqualTo("headers `X-Client-Verify` and `X-Client-Cert` contradict each other");
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer a.b.c, BEARER, a.b.c",
        "bearer a.b.c, BEARER, a.b.c",
        "'BEARER   a.b.c ', BEARER, a.b.c",
        "Bearer a.b.c x, BEARER, a.b.c x",
        "DPoP a.b.c, DPOP, a.b.c",
        "dpop a.b.c, DPOP, a.b.c",
    })
    void a_token_is_read_by_its_scheme(String header, String scheme, String text) {
        headers.set("Authorization", header);

        PresentedToken token = request().token();

        assertThat(token.scheme()).hasToString(scheme);
        assertThat(token.reveal()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearera.b.c", "Bea\u0433er x", "", "DPo\uFF30 a"})
    void what_is_of_no_known_scheme_shows_no_token(String header) {
        headers.set("Authorization", header);

        assertThat(request().token()).isNull();
    }

    @Test
    void a_proof_counts_where_there_is_exactly_one() {
        headers.set("Authorization", "DPoP a.b.c");
        assertThat(request().token().proof()).isEmpty();

        headers.set("DPoP", "proof");
        assertThat(request().token().proof()).contains("proof");

        headers.add("DPoP", "another");
        assertThat(request().token().proof()).isEmpty();
    }

    @Test
    void whatever_the_headers_it_never_throws() {
        long seed = 7L;
        List<String> names = List.of(
                "X-Original-Method",
                "X-Original-URI",
                "X-Original-Host",
                "X-Forwarded-For",
                "X-Client-Verify",
                "X-Client-Cert",
                "X-Cordon-Service",
                "Authorization",
                "DPoP",
                "Cookie");

        int complete = Spoiled.complete(new NginxQuestions(config.proxies()), "/authorize", headers, names, seed);

        assertThat(complete)
                .as("seed %d: some are complete, some are not", seed)
                .isBetween(1, Spoiled.ROUNDS - 1);
    }

    private Question read(MeshConfig how) {
        return new NginxQuestions(how.proxies())
                .read(Spoiled.request(HttpMethod.GET, "/authorize", headers), Certificates.VALID);
    }

    private AccessRequest request() {
        return ((Question.Complete) read(config)).request();
    }

    private String why() {
        return ((Question.Unreadable) read(config)).why();
    }
}
