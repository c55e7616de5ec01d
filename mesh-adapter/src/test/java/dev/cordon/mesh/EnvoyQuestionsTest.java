package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.network.Cidr;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the documented form of Envoy's {@code ext_authz} over HTTP and of {@code X-Forwarded-Client-Cert}. */
final class EnvoyQuestionsTest {

    private static final String OWN = "By=spiffe://shop.example/edge;Hash=0a;Cert=\"";

    private final MeshConfig config =
            MeshConfig.defaults().askedBy(ProxyKind.ENVOY).withClients(ClientTrust.of(Certificates.pem("root")));
    private final HttpHeaders headers = new DefaultHttpHeaders()
            .set("Host", "payments.shop.example")
            .set("Content-Length", "0")
            .set("X-Forwarded-For", "6.6.6.6, 203.0.113.9");

    @Test
    void the_original_call_is_the_question_itself_behind_a_prefix() {
        AccessRequest request = request(HttpMethod.POST, "/authorize/charges/a%2Cb?x=1");

        assertThat(request).hasToString("POST OfHost[host=payments.shop.example] /charges/a%2Cb");
        assertThat(request.source()).hasToString("203.0.113.9");
        assertThat(request.certificate()).isInstanceOf(CertificateEvidence.None.class);
    }

    @Test
    void only_paths_behind_the_prefix_are_questions() {
        Questions questions = Questions.of(config.proxies());

        assertThat(questions.areAskedAt("/authorize/")).isTrue();
        assertThat(questions.areAskedAt("/authorize/healthz")).isTrue();
        assertThat(questions.areAskedAt("/authorize")).isFalse();
        assertThat(questions.areAskedAt("/authorize*")).isFalse();
        assertThat(questions.areAskedAt("/Authorize/x")).isFalse();
        assertThat(questions.areAskedAt("http://x/authorize/x")).isFalse();
    }

    @Test
    void a_path_with_two_readings_stays_one() {
        assertThat(request(HttpMethod.GET, "/authorize/../authorize/charges/1")
                        .path()
                        .isClear())
                .isFalse();
        assertThat(request(HttpMethod.GET, "/authorize//charges").path().isClear())
                .isFalse();
    }

    @Test
    void the_host_and_the_hops_are_there_exactly_once() {
        headers.set("Host", List.of("a.example", "b.example"));
        assertThat(why()).containsIgnoringCase("header `host` is there more than once");
        headers.remove("Host");
        assertThat(why()).containsIgnoringCase("header `host` is missing");
        headers.set("Host", "a.example").remove("X-Forwarded-For");
        assertThat(why()).isEqualTo("header `X-Forwarded-For` is missing: let the proxy set it");
    }

    @Test
    void an_older_envoy_s_own_address_in_the_hops_is_skipped_where_it_is_trusted() {
        headers.set("X-Forwarded-For", "203.0.113.9, 10.1.2.3");
        List<Cidr> trusted = List.of(Cidr.parse("10.1.2.3").orElseThrow());
        Question question = Questions.of(config.trusting(trusted).proxies())
                .read(Spoiled.request(HttpMethod.GET, "/authorize/", headers), Certificates.VALID);

        assertThat(((Question.Complete) question).request().source()).hasToString("203.0.113.9");
    }

    @Test
    void the_call_is_not_read_from_headers() {
        headers.set("X-Forwarded-Method", "DELETE")
                .set("X-Forwarded-Uri", "/other")
                .set("X-Forwarded-Host", "other.example")
                .set("X-Original-URI", "/other")
                .set("X-Client-Verify", "SUCCESS")
                .set("X-Client-Cert", Escaped.certificate("orders"));

        assertThat(request(HttpMethod.GET, "/authorize/charges/1"))
                .hasToString("GET OfHost[host=payments.shop.example] /charges/1");
        assertThat(request(HttpMethod.GET, "/authorize/").certificate()).isInstanceOf(CertificateEvidence.None.class);
    }

    @Test
    void the_certificate_that_envoy_saw_is_verified_once_more() {
        show(OWN + Escaped.certificate("orders") + "\"");
        assertThat(certificate()).isInstanceOf(CertificateEvidence.Trusted.class);

        show(OWN + Escaped.certificate("of-other-root") + "\"");
        assertThat(certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hash=1;Cert=\"%s\",",
                "By=x;Hash=1;Subject=\"CN=a,O=b\";Cert=\"%s\",",
                "open=\",",
                "open=\"Cert=%s,",
                "\\\"\\,",
                "Subject=\"a\\\"b\",",
            })
    void what_stands_left_of_envoy_s_own_element_does_not_count(String left) {
        show(left.replace("%s", Escaped.certificate("orders")) + OWN + Escaped.certificate("of-other-root") + "\"");
        assertThat(certificate()).isInstanceOf(CertificateEvidence.Untrusted.class);

        show(left.replace("%s", Escaped.certificate("of-other-root")) + OWN + Escaped.certificate("orders") + "\"");
        assertThat(certificate()).isInstanceOf(CertificateEvidence.Trusted.class);
    }

    @Test
    void names_without_the_certificate_prove_nothing() {
        show("By=spiffe://shop.example/edge;Hash=0a;Subject=\"CN=orders\";URI=spiffe://shop.example/orders");

        assertThat(why())
                .isEqualTo("header `X-Forwarded-Client-Cert` has no `Cert`: let Envoy set it by"
                        + " `set_current_client_cert_details`");
    }

    @Test
    void two_certificates_in_one_element_contradict_each_other() {
        String pem = Escaped.certificate("orders");
        show("Hash=1;Cert=\"" + pem + "\";cert=" + pem);

        assertThat(why()).isEqualTo("header `X-Forwarded-Client-Cert` names `Cert` twice");
    }

    @Test
    void a_quote_that_is_not_closed_is_unreadable() {
        show("Hash=1;Cert=\"x");

        assertThat(why()).isEqualTo("header `X-Forwarded-Client-Cert` has a quote that is not closed");
    }

    @Test
    void a_semicolon_or_an_escaped_quote_in_a_value_is_part_of_it() {
        show("Subject=\"CN=a\\\";Cert=b,O=c\";Hash=0a;Cert=" + Escaped.certificate("orders"));

        assertThat(certificate()).isInstanceOf(CertificateEvidence.Trusted.class);
    }

    @Test
    void whatever_the_headers_it_never_throws() {
        long seed = 17L;
        show(OWN + Escaped.certificate("orders") + "\"");
        List<String> names = List.of(
                "Host", "X-Forwarded-For", "X-Forwarded-Client-Cert", "X-Cordon-Service", "Authorization", "DPoP");

        int complete = Spoiled.complete(Questions.of(config.proxies()), "/authorize/charges/1", headers, names, seed);

        assertThat(complete)
                .as("seed %d: some are complete, some are not", seed)
                .isBetween(1, Spoiled.ROUNDS - 1);
    }

    private void show(String element) {
        headers.set("X-Forwarded-Client-Cert", element);
    }

    private CertificateEvidence certificate() {
        return request(HttpMethod.GET, "/authorize/").certificate();
    }

    private Question read(HttpMethod method, String uri) {
        return Questions.of(config.proxies()).read(Spoiled.request(method, uri, headers), Certificates.VALID);
    }

    private AccessRequest request(HttpMethod method, String uri) {
        return ((Question.Complete) read(method, uri)).request();
    }

    private String why() {
        return ((Question.Unreadable) read(HttpMethod.GET, "/authorize/")).why();
    }
}
