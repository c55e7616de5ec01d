package dev.cordon.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.request.RequestPath;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TypedJws;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ServiceName PAYMENTS = new ServiceName("payments-api");
    private static final SigningKey KEY = key(SignatureAlgorithm.EDDSA);
    private static final SigningKey OTHER = key(SignatureAlgorithm.EDDSA);
    private static final ContextSigner.Passed ORDERS =
            new ContextSigner.Passed(new ServiceName("orders-api"), new SegmentName("ordering"), new FlowId("charge"));

    private final ContextVerifier verifier = new ContextVerifier(PAYMENTS, KEY.publicKeys());

    @ParameterizedTest
    @EnumSource(
            value = SignatureAlgorithm.class,
            names = {"EDDSA", "ES256"})
    void a_context_for_this_very_call_says_who_was_let_through(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = key(algorithm);
        String context = new ContextSigner("edge", key).sign(target("POST", "/charges"), ORDERS, "id-1", NOW);

        ContextCheck check =
                new ContextVerifier(PAYMENTS, key.publicKeys()).verify(context, received("POST", "/charges?x=1"), NOW);

        UpstreamContext verified = ((ContextCheck.Verified) check).context();
        assertThat(verified).hasToString("decision id-1 of edge: orders-api by charge");
        assertThat(verified.point()).isEqualTo("edge");
        assertThat(verified.decision()).isEqualTo("id-1");
        assertThat(verified.caller()).hasToString("orders-api");
        assertThat(verified.segment()).hasToString("ordering");
        assertThat(verified.flow()).hasToString("charge");
        assertThat(context).hasSizeLessThan(700);
    }

    @Test
    void a_call_without_a_context_did_not_come_by_an_enforcement_point() {
        assertThat(verify(null, "POST", "/charges", NOW)).isEqualTo(rejected(ContextDefect.MISSING));
    }

    @Test
    void a_context_for_another_service_is_refused() throws Exception {
        ContextVerifier orders = new ContextVerifier(new ServiceName("orders-api"), KEY.publicKeys());

        assertThat(orders.verify(signed(), received("POST", "/charges"), NOW))
                .isEqualTo(rejected(ContextDefect.SERVICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "post", "POST ", ""})
    void a_context_for_another_method_is_refused(String method) throws Exception {
        assertThat(verify(signed(), method, "/charges", NOW)).isEqualTo(rejected(ContextDefect.METHOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/charges/1", "/charges/", "/Charges", "//charges", "/x/../charges", "/%63harges%", "", "*"})
    void a_context_for_another_path_is_refused(String path) throws Exception {
        assertThat(verify(signed(), "POST", path, NOW)).isEqualTo(rejected(ContextDefect.PATH));
    }

    @Test
    void escapes_may_be_spelled_otherwise_as_long_as_they_mean_one_path() throws Exception {
        String context = new ContextSigner("edge", KEY).sign(target("GET", "/charges/a%2cb"), ORDERS, "id-1", NOW);

        assertThat(verify(context, "GET", "/charges/%61%2Cb", NOW)).isInstanceOf(ContextCheck.Verified.class);
        assertThat(verify(context, "GET", "/charges/a,b", NOW)).isEqualTo(rejected(ContextDefect.PATH));
    }

    @ParameterizedTest
    @CsvSource({"-6, NOT_YET_VALID", "-5,", "0,", "29,", "30, EXPIRED", "3600, EXPIRED"})
    void a_context_is_good_for_half_a_minute(long seconds, ContextDefect defect) throws Exception {
        ContextCheck check = verify(signed(), "POST", "/charges", NOW.plusSeconds(seconds));

        if (defect == null) {
            assertThat(check).isInstanceOf(ContextCheck.Verified.class);
        } else {
            assertThat(check).isEqualTo(rejected(defect));
        }
    }

    @Test
    void a_context_signed_by_another_key_is_refused() throws Exception {
        String context = new ContextSigner("edge", OTHER).sign(target("POST", "/charges"), ORDERS, "id-1", NOW);
        assertThat(verify(context, "POST", "/charges", NOW)).isEqualTo(rejected(ContextDefect.KEY));

        String renamed = withHeader(
                context, "{\"alg\":\"EdDSA\",\"kid\":\"" + KEY.keyId() + "\",\"typ\":\"cordon-context+jwt\"}");
        assertThat(verify(renamed, "POST", "/charges", NOW)).isEqualTo(rejected(ContextDefect.SIGNATURE));
    }

    @Test
    void while_keys_change_both_are_pinned() throws Exception {
        JsonWebKeys both = KEY.publicKeys().and(OTHER.publicKeys());
        String context = new ContextSigner("edge", OTHER).sign(target("POST", "/charges"), ORDERS, "id-1", NOW);

        assertThat(new ContextVerifier(PAYMENTS, both).verify(context, received("POST", "/charges"), NOW))
                .isInstanceOf(ContextCheck.Verified.class);
    }

    @Test
    void no_algorithm_and_another_algorithm_are_refused() throws Exception {
        String kid = "\"kid\":\"" + KEY.keyId() + "\",\"typ\":\"cordon-context+jwt\"}";
        String unsigned = withHeader(signed(), "{\"alg\":\"none\"," + kid);

        assertThat(verify(unsigned.substring(0, unsigned.lastIndexOf('.') + 1), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.ALGORITHM));
        assertThat(verify(withHeader(signed(), "{\"alg\":\"HS256\"," + kid), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.ALGORITHM));
        assertThat(verify(withHeader(signed(), "{\"alg\":\"ES256\"," + kid), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "dpop+jwt", "JWT", "", "CORDON-CONTEXT+JWT"})
    void what_is_of_another_type_is_no_context(String type) throws Exception {
        assertThat(verify(TypedJws.sign(type, claims(), KEY), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.TYPE));
    }

    @Test
    void a_header_that_leads_elsewhere_is_refused() throws Exception {
        String context = withHeader(
                signed(),
                "{\"alg\":\"EdDSA\",\"kid\":\"" + KEY.keyId()
                        + "\",\"typ\":\"cordon-context+jwt\",\"jku\":\"https://evil.example\"}");

        assertThat(verify(context, "POST", "/charges", NOW)).isEqualTo(rejected(ContextDefect.TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "iat", "exp", "jti", "client_id", "segment", "flow"})
    void a_context_without_a_claim_is_refused(String name) throws Exception {
        Map<String, Object> claims = claims();
        claims.remove(name);
        assertThat(verify(TypedJws.sign(ContextClaims.TYPE, claims, KEY), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.CLAIMS));

        claims.put(name, true);
        assertThat(verify(TypedJws.sign(ContextClaims.TYPE, claims, KEY), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.CLAIMS));
    }

    @Test
    void a_context_without_service_method_or_path_is_for_none() throws Exception {
        for (Map.Entry<String, ContextDefect> missing : Map.of(
                        "aud", ContextDefect.SERVICE, "htm", ContextDefect.METHOD, "htp#S256", ContextDefect.PATH)
                .entrySet()) {
            Map<String, Object> claims = claims();
            claims.remove(missing.getKey());
            assertThat(verify(TypedJws.sign(ContextClaims.TYPE, claims, KEY), "POST", "/charges", NOW))
                    .isEqualTo(rejected(missing.getValue()));
        }
    }

    @Test
    void nobody_can_make_one_that_is_good_for_longer() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("exp", NOW.getEpochSecond() + 31);
        assertThat(verify(TypedJws.sign(ContextClaims.TYPE, claims, KEY), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.CLAIMS));

        claims.put("exp", Long.MAX_VALUE);
        assertThat(verify(TypedJws.sign(ContextClaims.TYPE, claims, KEY), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.CLAIMS));
    }

    @Test
    void a_path_with_two_readings_is_none_though_one_was_signed_for_it() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("htp#S256", ContextClaims.hash(RequestPath.read("/a//b")));

        assertThat(verify(TypedJws.sign(ContextClaims.TYPE, claims, KEY), "POST", "/a//b", NOW))
                .isEqualTo(rejected(ContextDefect.PATH));
    }

    @Test
    void names_that_are_none_are_refused() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("client_id", "Orders API");

        assertThat(verify(TypedJws.sign(ContextClaims.TYPE, claims, KEY), "POST", "/charges", NOW))
                .isEqualTo(rejected(ContextDefect.CLAIMS));
    }

    @Test
    void contexts_are_signed_with_short_signatures_only() {
        SigningKey rsa = key(SignatureAlgorithm.RS256);

        assertThatThrownBy(() -> new ContextSigner("edge", rsa))
                .hasMessage("key `" + rsa.keyId() + "` is an RSA key: sign contexts with an ES256 or EdDSA key");
    }

    @Test
    void a_path_with_two_readings_is_not_vouched_for() {
        assertThatThrownBy(() -> target("GET", "/a//b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatever_the_text_it_never_throws_and_never_holds_but_unchanged() throws Exception {
        long seed = 23L;
        SplittableRandom random = new SplittableRandom(seed);
        String good = signed();
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(good);
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x20, 0x7F));
            }
            ContextCheck check = verify(text.toString(), "POST", "/charges", NOW);
            assertThat(check instanceof ContextCheck.Verified)
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(text.toString().equals(good));
        }
    }

    private static SigningKey key(SignatureAlgorithm algorithm) {
        return SigningKey.generate(algorithm, new SecureRandom());
    }

    private static ContextSigner.Target target(String method, String path) {
        return new ContextSigner.Target(PAYMENTS, method, RequestPath.read(path));
    }

    private static String signed() throws Exception {
        return new ContextSigner("edge", KEY).sign(target("POST", "/charges"), ORDERS, "id-1", NOW);
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "edge");
        claims.put("aud", "payments-api");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 30);
        claims.put("jti", "id-1");
        claims.put("htm", "POST");
        claims.put("htp#S256", ContextClaims.hash(RequestPath.read("/charges")));
        claims.put("client_id", "orders-api");
        claims.put("segment", "ordering");
        claims.put("flow", "charge");
        return claims;
    }

    private static String withHeader(String context, String header) {
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return encoded + context.substring(context.indexOf('.'));
    }

    private ContextCheck verify(String context, String method, String path, Instant now) {
        return verifier.verify(context, received(method, path), now);
    }

    private static ContextVerifier.Received received(String method, String target) {
        return new ContextVerifier.Received(method, target);
    }

    private static ContextCheck rejected(ContextDefect defect) {
        return new ContextCheck.Rejected(defect);
    }
}
