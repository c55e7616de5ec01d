package dev.cordon.mesh.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.discovery.KeyFetcher;
import dev.cordon.discovery.KeysUnavailableException;
import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.KeyUrl;
import dev.cordon.policy.Party;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys over real HTTPS, from where the policy says and from nowhere else. */
final class HttpKeyFetcherTest {

    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final String KEYS = KEY.publicKeys().toJson();
    private static final List<String> HERE = List.of("localhost");

    @TempDir
    private static Path folder;

    private static HttpsIdp idp;

    @BeforeAll
    static void start() throws Exception {
        idp = HttpsIdp.start(folder);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static HttpKeyFetcher fetcher() {
        return new HttpKeyFetcher(idp.trust(), Duration.ofSeconds(20));
    }

    private static Issuer issuer(String iss, KeySource source) {
        return new Issuer(
                new IssuerName("idp"),
                iss,
                TokenKind.EXTERNAL,
                List.of(SignatureAlgorithm.ES256),
                List.of(new Party.OfService(new ServiceName("acme"))),
                ClaimMapping.STANDARD,
                Optional.of(source));
    }

    private static KeyUrl url(String text) {
        return KeyUrl.parse(text).orElseThrow();
    }

    private static Issuer at(String path) {
        return issuer("https://idp.example", new KeySource(Optional.of(url(idp.url() + path)), List.of(), HERE));
    }

    private static Issuer discovering(String iss) {
        return issuer(iss, new KeySource(Optional.empty(), List.of(), HERE));
    }

    private static void refused(Issuer issuer, String message) {
        assertThatThrownBy(() -> fetcher().fetch(issuer))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining(message)
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
    }

    @Test
    void keys_are_read_with_the_age_that_the_answer_says() throws Exception {
        idp.answer("/jwks", 200, KEYS, "Cache-Control: public, max-age=600", "Content-Type: image/png");

        KeyFetcher.Fetched fetched = fetcher().fetch(at("/jwks"));

        assertThat(fetched.keys()).isEqualTo(KEY.publicKeys());
        assertThat(fetched.maxAge()).contains(Duration.ofMinutes(10));
    }

    @Test
    void the_discovery_document_says_where_keys_are() throws Exception {
        String iss = idp.url() + "/pool/";
        idp.answer("/pool/.well-known/openid-configuration", 200, document(iss, idp.url() + "/pool/keys"));
        idp.answer("/pool/keys", 200, KEYS);

        assertThat(fetcher().fetch(discovering(iss)).keys()).isEqualTo(KEY.publicKeys());
    }

    @Test
    void a_discovery_document_of_another_issuer_is_refused() {
        String iss = idp.url() + "/other";
        idp.answer("/other/.well-known/openid-configuration", 200, document(iss + "/", idp.url() + "/jwks"));

        refused(discovering(iss), "its `issuer` is another");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://keys.example/jwks",
                "https://localhost:1/jwks",
                "http://localhost/jwks",
                "https://user@localhost/jwks",
                "https://localhost.evil.example/jwks",
                "file:///etc/passwd",
                ""
            })
    void keys_at_a_place_that_the_policy_does_not_name_are_not_read(String uri) {
        String iss = idp.url() + "/led";
        idp.answer("/led/.well-known/openid-configuration", 200, document(iss, uri));

        refused(discovering(iss), "does not");
    }

    @Test
    void a_redirect_is_not_followed() {
        int before = idp.asked("/there");
        idp.answer("/there", 200, KEYS);
        idp.answer("/redirect", 302, "", "Location: " + idp.url() + "/there");

        refused(at("/redirect"), "answered 302");
        assertThat(idp.asked("/there")).isEqualTo(before);
    }

    @Test
    void an_answer_of_more_than_256_kib_is_refused_before_it_ends() {
        idp.answer("/long", 200, " ".repeat(256 * 1024) + KEYS);

        refused(at("/long"), "longer than 262144 bytes");
    }

    @Test
    void an_answer_that_does_not_end_is_given_up() {
        idp.stall("/slow");
        HttpKeyFetcher hasty = new HttpKeyFetcher(idp.trust(), Duration.ofMillis(300));

        assertThatThrownBy(() -> hasty.fetch(at("/slow"))).isInstanceOf(KeysUnavailableException.class);
    }

    @Test
    void a_private_address_is_not_asked_unless_the_policy_says_so() {
        idp.answer("/private", 200, KEYS);
        KeySource source = new KeySource(Optional.of(url(idp.url() + "/private")), HERE, List.of());

        refused(issuer("https://idp.example", source), "is not public");
        assertThat(idp.asked("/private")).isZero();
        refused(
                issuer(
                        "https://idp.example",
                        new KeySource(Optional.of(url("https://127.0.0.1:1/")), List.of(), List.of())),
                "is not public");
    }

    @Test
    void a_server_of_another_authority_or_name_is_refused() throws Exception {
        idp.answer("/jwks", 200, KEYS);
        assertThatThrownBy(() -> HttpKeyFetcher.standard().fetch(at("/jwks")))
                .isInstanceOf(KeysUnavailableException.class);

        KeySource byAddress = new KeySource(
                Optional.of(url("https://127.0.0.1:" + idp.port() + "/jwks")), List.of(), List.of("127.0.0.1"));
        assertThatThrownBy(() -> fetcher().fetch(issuer("https://idp.example", byAddress)))
                .isInstanceOf(KeysUnavailableException.class);
    }

    @Test
    void what_is_no_set_of_keys_is_refused() {
        idp.answer("/html", 200, "<html>");
        idp.answer("/error", 500, KEYS);

        refused(at("/html"), "is no JSON object");
        refused(at("/error"), "answered 500");
        refused(
                issuer(
                        "https://idp.example",
                        new KeySource(Optional.of(url("https://no-such-host.invalid/")), List.of(), List.of())),
                "has no address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.31.0.1",
                "192.168.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2001:db8::1",
                "2002:a00:1::",
                "ff02::1"
            })
    void an_address_of_special_purpose_is_not_public(String address) throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2001:4860:4860::8888", "2606:4700::1111"})
    void an_address_of_the_internet_is_public(String address) throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    private static String document(String issuer, String uri) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + uri + "\"}";
    }
}
