package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.network.Cidr;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nearly sound certificates and headers, as each proxy forwards them, make a question or are said to be unreadable. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ForwardedFuzzTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_127L);
    /** A certificate is copied, decoded and parsed a few times. */
    private static final long BYTES_PER_CHARACTER = 1_000;

    private static final ClientTrust CLIENTS = ClientTrust.of(Certificates.pem("root"));
    private static final ClientCertificate ONLY = ((CertificateEvidence.Trusted)
                    CLIENTS.evidence(Certificates.pem("orders"), Certificates.VALID))
            .certificate();
    private static final String ORDERS = Escaped.certificate("orders");
    private static final String OTHER = Escaped.certificate("of-other-root");

    private static final List<String> PIECES = List.of(
            "%",
            "%2",
            "%0A",
            "%00",
            "%25",
            "%EF%BC%91",
            ",",
            ";",
            "=",
            "\"",
            "\\\"",
            "\\",
            "Cert=\"",
            "cert=",
            "Chain=\"",
            "By=spiffe://a;",
            "Hash=0a;",
            "-----BEGIN%20CERTIFICATE-----%0A",
            "-----END%20CERTIFICATE-----",
            "MII",
            "A",
            "+",
            "/",
            "{",
            "}",
            "{http.request.tls.client.certificate_der_base64}",
            "SUCCESS",
            "NONE",
            "FAILED:x",
            "::1",
            "10.0.0.1, ",
            "::ffff:10.0.0.1",
            ":443",
            "[",
            "]",
            "Bearer ",
            "DPoP ");

    /** The header in which each proxy forwards the certificate. */
    private static final Map<ProxyKind, String> CERTIFICATE_HEADERS = Map.of(
            ProxyKind.NGINX, "X-Client-Cert",
            ProxyKind.CADDY, "X-Client-Cert",
            ProxyKind.TRAEFIK, "X-Forwarded-Tls-Client-Cert",
            ProxyKind.ENVOY, "X-Forwarded-Client-Cert");

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void a_nearly_sound_certificate_is_trusted_untrusted_or_unreadable(ProxyKind kind) {
        String header = CERTIFICATE_HEADERS.get(kind);
        Mutator texts = new Mutator(SEED, certificates(kind), PIECES);
        MeteredReader<String> reader = new MeteredReader<>(
                BYTES_PER_CHARACTER, text -> read(kind, sound(kind).set(header, text)));
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 20_000 : 1_500); i++) {
            outcomes.add(reader.read(texts.next()));
        }
        assertThat(outcomes).as("seed %d", SEED).contains("Trusted", "Untrusted");
        assertThat(outcomes).as("seed %d", SEED).isSubsetOf("Trusted", "Untrusted", "None", "Unreadable");
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void a_question_with_nearly_sound_headers_is_complete_or_unreadable(ProxyKind kind) {
        List<String> names = List.copyOf(sound(kind).names());
        List<String> values = names.stream().map(sound(kind)::get).toList();
        Mutator texts = new Mutator(SEED, values, PIECES);
        int complete = 0;
        int rounds = FULL ? 50_000 : 4_000;
        for (int i = 0; i < rounds; i++) {
            String name = names.get(i % names.size());
            MeteredReader<String> reader = new MeteredReader<>(
                    BYTES_PER_CHARACTER, text -> read(kind, sound(kind).set(name, text)));
            complete += reader.read(texts.next()).equals("Unreadable") ? 0 : 1;
        }
        assertThat(complete).as("complete questions of seed %d", SEED).isBetween(1, rounds - 1);
    }

    private static String read(ProxyKind kind, HttpHeaders headers) {
        MeshConfig config = MeshConfig.defaults()
                .askedBy(kind)
                .withClients(CLIENTS)
                .trusting(List.of(Cidr.parse("10.0.0.0/8").orElseThrow()));
        String uri = kind == ProxyKind.ENVOY ? "/authorize/charges/1" : "/authorize";
        Question question =
                Questions.of(config.proxies()).read(Spoiled.request(HttpMethod.GET, uri, headers), Certificates.VALID);
        if (question instanceof Question.Unreadable) {
            return "Unreadable";
        }
        CertificateEvidence evidence = ((Question.Complete) question).request().certificate();
        if (evidence instanceof CertificateEvidence.Trusted trusted) {
            assertThat(trusted.certificate()).isEqualTo(ONLY);
        }
        return evidence.getClass().getSimpleName();
    }

    private static List<String> certificates(ProxyKind kind) {
        return switch (kind) {
            case NGINX -> List.of(ORDERS, OTHER);
            case CADDY -> List.of(Framed.base64("orders"), Framed.base64("of-other-root"));
            case TRAEFIK ->
                List.of(Framed.base64("orders"), Framed.base64("of-other-root") + "," + Framed.base64("orders"));
            case ENVOY ->
                List.of(
                        "By=spiffe://shop.example/edge;Hash=0a;Cert=\"" + ORDERS + "\"",
                        "Hash=1;Cert=\"" + ORDERS + "\",By=x;Subject=\"CN=a\\\",O=b\";Cert=\"" + OTHER + "\"");
        };
    }

    private static HttpHeaders sound(ProxyKind kind) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .withValidation(false)
                .newHeaders()
                .set("Host", "payments.shop.example")
                .set("X-Forwarded-For", "6.6.6.6, 2001:db8::1")
                .set("Authorization", "DPoP a.b.c")
                .set("DPoP", "a.b.c")
                .set(CERTIFICATE_HEADERS.get(kind), certificates(kind).get(0));
        return switch (kind) {
            case NGINX ->
                headers.set("X-Original-Method", "POST")
                        .set("X-Original-URI", "/charges?x=1")
                        .set("X-Original-Host", "Payments.Shop.Example:443")
                        .set("X-Client-Verify", "SUCCESS");
            case CADDY, TRAEFIK ->
                headers.set("X-Forwarded-Method", "POST")
                        .set("X-Forwarded-Uri", "/charges?x=1")
                        .set("X-Forwarded-Host", "payments.shop.example");
            case ENVOY -> headers;
        };
    }
}
