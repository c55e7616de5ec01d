package dev.cordon.token;

import static dev.cordon.token.Forge.NOW;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 §4.3, one aspect at a time. */
final class DpopVerifierTest {

    private static final String URL = "https://payments.shop.example/charges/1";
    private static final String TOKEN = Forge.token();
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private static final DpopProofMaker.Call CALL = new DpopProofMaker.Call("POST", URL);
    private static final DpopNonces NONCES =
            new DpopNonces("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final Instant MINUTE = Instant.ofEpochSecond(NOW.getEpochSecond() / 60 * 60);

    private final DpopVerifier verifier = new DpopVerifier();

    record Wrong(String name, Map<String, Object> header, Map<String, Object> claims, SigningKey key) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "dpop+jwt");
        header.put("alg", "ES256");
        header.put("jwk", KEY.publicHalf().members);
        return header;
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", "proof-1");
        claims.put("htm", "POST");
        claims.put("htu", URL);
        claims.put("iat", NOW.getEpochSecond());
        claims.put("ath", Base64Url.encode(TokenHash.of(TOKEN).bytes()));
        return claims;
    }

    private Optional<ProofId> check(@Nullable String proof) {
        return id(verifier.check(PresentedToken.dpop(TOKEN, proof), KEY.thumbprint(), "POST", URL, NOW));
    }

    private static Optional<ProofId> id(ProofCheck check) {
        return check instanceof ProofCheck.Holds holds ? Optional.of(holds.proof()) : Optional.empty();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_proof_made_for_this_call_holds(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
        DpopProofMaker maker = new DpopProofMaker(key);
        String proof = maker.prove(new DpopProofMaker.Call("POST", URL), TOKEN, "proof-1", NOW);

        for (SignatureProvider provider : List.of(SignatureProvider.jdk(), SignatureProvider.fastest())) {
            Optional<ProofId> id = id(new DpopVerifier(provider)
                    .check(PresentedToken.dpop(TOKEN, proof), maker.thumbprint(), "POST", URL, NOW));

            assertThat(id)
                    .contains(new ProofId(TokenHash.of(maker.thumbprint() + ".proof-1"), NOW.getEpochSecond() + 61));
        }
    }

    @ParameterizedTest
    @MethodSource({"headers", "keys", "claimsOfAnother"})
    void a_proof_with_one_thing_wrong_does_not_hold(Wrong wrong) {
        assertThat(check(Forge.sign(header(), claims(), KEY))).isPresent();

        assertThat(check(Forge.sign(wrong.header(), wrong.claims(), wrong.key())))
                .isEmpty();
    }

    static Stream<Wrong> headers() {
        List<Wrong> wrong = new ArrayList<>();
        for (String type : List.of("at+jwt", "JWT", "DPoP+jwt", "application/dpop+jwt", "")) {
            wrong.add(header("typ", type));
        }
        for (Object algorithm : List.of("none", "HS256", "ES384", "EdDSA", "RS256", "es256", "", 1)) {
            wrong.add(header("alg", algorithm));
        }
        wrong.addAll(List.of(
                header("typ", null),
                header("alg", null),
                header("jwk", null),
                header("jwk", "text"),
                header("crit", List.of("exp")),
                header("b64", true),
                header("jku", "https://evil.example"),
                header("x5u", "https://evil.example"),
                header("x5c", List.of("MIIB"))));
        return wrong.stream();
    }

    private static Wrong header(String name, @Nullable Object value) {
        return new Wrong(name + " " + value, with(header(), name, value), claims(), KEY);
    }

    static Stream<Wrong> keys() {
        Map<String, Object> own = KEY.publicHalf().members;
        Map<String, Object> others = Forge.STRANGER.publicHalf().members;
        Map<String, Object> whole =
                new TreeMap<>(Json.object(KEY.revealPrivateJwk().getBytes(StandardCharsets.UTF_8), 2));
        return Stream.of(
                new Wrong("another key and its signature", with(header(), "jwk", others), claims(), Forge.STRANGER),
                new Wrong("own key, another's signature", header(), claims(), Forge.STRANGER),
                header("jwk", others),
                header("jwk", with(own, "x", others.get("x"))),
                header("jwk", with(own, "y", null)),
                header("jwk", with(own, "crv", "P-384")),
                header("jwk", with(own, "kty", "OKP")),
                header("jwk", with(own, "x", own.get("x") + "=")),
                header("jwk", with(own, "alg", "EdDSA")),
                header("jwk", Map.of("kty", "oct", "k", "AAAA")),
                new Wrong("jwk with its private half", with(header(), "jwk", whole), claims(), KEY));
    }

    static Stream<Wrong> claimsOfAnother() {
        List<Wrong> wrong = new ArrayList<>();
        for (String name : List.of("jti", "htm", "htu", "iat", "ath")) {
            wrong.add(claim(name, null));
            wrong.add(claim(name, true));
        }
        long now = NOW.getEpochSecond();
        wrong.addAll(List.of(
                claim("jti", ""),
                claim("jti", "x".repeat(257)),
                claim("htm", "post"),
                claim("htm", "GET"),
                claim("htu", URL + "/"),
                claim("htu", "http://payments.shop.example/charges/1"),
                claim("htu", "https://payments.shop.example:8443/charges/1"),
                claim("htu", "https://orders.shop.example/charges/1"),
                claim("htu", "https://payments.shop.example/charges/2"),
                claim("htu", "/charges/1"),
                claim("iat", now - 61),
                claim("iat", now + 6),
                claim("iat", now + 0.5),
                claim("iat", Long.toString(now)),
                claim("ath", Base64Url.encode(TokenHash.of(TOKEN + "x").bytes())),
                claim("ath", Base64Url.encode(TokenHash.of(TOKEN).bytes()) + "="),
                claim("ath", TokenHash.of(TOKEN).toString())));
        return wrong.stream();
    }

    private static Wrong claim(String name, @Nullable Object value) {
        return new Wrong(name + " " + value, header(), with(claims(), name, value), KEY);
    }

    @Test
    void a_proof_is_for_one_method_url_key_and_token() {
        String proof = Forge.sign(header(), claims(), KEY);
        PresentedToken shown = PresentedToken.dpop(TOKEN, proof);

        assertThat(id(verifier.check(shown, KEY.thumbprint(), "POST", URL, NOW)))
                .isPresent();
        assertThat(id(verifier.check(shown, KEY.thumbprint(), "GET", URL, NOW))).isEmpty();
        assertThat(id(verifier.check(shown, KEY.thumbprint(), "POST", URL + "0", NOW)))
                .isEmpty();
        assertThat(id(verifier.check(shown, Forge.STRANGER.thumbprint(), "POST", URL, NOW)))
                .isEmpty();
        PresentedToken other = PresentedToken.dpop(TOKEN + "x", proof);
        assertThat(id(verifier.check(other, KEY.thumbprint(), "POST", URL, NOW)))
                .isEmpty();
    }

    @Test
    void a_proof_counts_from_5_seconds_before_its_time_to_60_after() {
        PresentedToken shown = PresentedToken.dpop(TOKEN, Forge.sign(header(), claims(), KEY));

        for (int offset : new int[] {-5, 0, 60}) {
            assertThat(id(verifier.check(shown, KEY.thumbprint(), "POST", URL, NOW.plusSeconds(offset))))
                    .as("%d s after it was made", offset)
                    .isPresent();
        }
        for (int offset : new int[] {-6, 61}) {
            assertThat(id(verifier.check(shown, KEY.thumbprint(), "POST", URL, NOW.plusSeconds(offset))))
                    .as("%d s after it was made", offset)
                    .isEmpty();
        }
    }

    @Test
    void from_the_second_it_may_be_forgotten_a_proof_is_refused_for_its_age() {
        PresentedToken shown = PresentedToken.dpop(TOKEN, Forge.sign(header(), claims(), KEY));
        long until = id(verifier.check(shown, KEY.thumbprint(), "POST", URL, NOW))
                .orElseThrow()
                .until();

        assertThat(id(verifier.check(shown, KEY.thumbprint(), "POST", URL, Instant.ofEpochSecond(until))))
                .isEmpty();
        assertThat(id(verifier.check(shown, KEY.thumbprint(), "POST", URL, Instant.ofEpochSecond(until - 1))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://PAYMENTS.shop.example/charges/1",
                "https://payments.shop.example:443/charges/1",
                "https://payments.shop.example/charges/1?amount=5#top",
                "https://payments.shop.example/%63harges/1"
            })
    void the_url_may_be_written_in_any_equal_form(String url) {
        assertThat(check(Forge.sign(header(), with(claims(), "htu", url), KEY))).isPresent();
    }

    @Test
    void a_key_may_name_itself_in_the_proof() {
        Map<String, Object> named = with(with(KEY.publicHalf().members, "kid", "mine"), "alg", "ES256");

        assertThat(check(Forge.sign(with(header(), "jwk", named), claims(), KEY)))
                .isPresent();
    }

    @Test
    void two_proofs_are_told_apart_by_key_and_id() {
        ProofId one = check(Forge.sign(header(), claims(), KEY)).orElseThrow();

        assertThat(check(Forge.sign(header(), with(claims(), "htu", URL + "?x"), KEY)))
                .contains(one);
        assertThat(check(Forge.sign(header(), with(claims(), "jti", "proof-2"), KEY))
                        .orElseThrow()
                        .hash())
                .isNotEqualTo(one.hash());
    }

    @Test
    void what_is_no_single_proof_does_not_hold() {
        String proof = Forge.sign(header(), claims(), KEY);

        for (String text :
                List.of("", "x", proof + "," + proof, proof + " ", " " + proof, proof + ".AAAA.AAAA", TOKEN)) {
            assertThat(check(text)).isEmpty();
        }
        assertThat(check(null)).isEmpty();
        assertThat(check(Forge.sign(header(), with(claims(), "x", "x".repeat(8192)), KEY)))
                .isEmpty();
    }

    @Test
    void what_can_not_be_read_is_told_as_invalid() {
        String withoutId = Forge.sign(header(), with(claims(), "jti", null), KEY);

        for (String text : List.of("", "x", withoutId)) {
            PresentedToken shown = PresentedToken.dpop(TOKEN, text);
            assertThat(new DpopVerifier().check(shown, KEY.thumbprint(), "POST", URL, NOW))
                    .isEqualTo(ProofCheck.Defect.INVALID);
        }
    }

    @Test
    void no_proof_with_one_changed_character_holds_and_nothing_is_thrown() {
        DpopVerifier fastest = new DpopVerifier(SignatureProvider.fastest());
        SplittableRandom random = new SplittableRandom(9449);
        String proof = Forge.sign(header(), claims(), KEY);
        for (int i = 0; i < proof.length(); i++) {
            char other = (char) (proof.charAt(i) ^ 1 << random.nextInt(8));
            PresentedToken changed = PresentedToken.dpop(TOKEN, proof.substring(0, i) + other + proof.substring(i + 1));

            assertThat(id(fastest.check(changed, KEY.thumbprint(), "POST", URL, NOW)))
                    .isEmpty();
        }
    }

    @Test
    void a_nonce_is_of_no_account_where_none_is_demanded() throws Exception {
        assertThat(check(maker().prove(CALL, TOKEN, "proof-1", NOW, "whatever")))
                .isPresent();
    }

    @Test
    void a_demanded_nonce_is_the_present_one_or_the_one_before() throws Exception {
        for (long offset : List.of(0L, 59L, 60L, 119L)) {
            String proof = maker().prove(CALL, TOKEN, "proof-1", MINUTE.plusSeconds(offset), NONCES.at(MINUTE));

            assertThat(demanding(proof, MINUTE.plusSeconds(offset)))
                    .as("after %d s", offset)
                    .isInstanceOf(ProofCheck.Holds.class);
        }
        for (long offset : List.of(-1L, 120L)) {
            String proof = maker().prove(CALL, TOKEN, "proof-1", MINUTE.plusSeconds(offset), NONCES.at(MINUTE));

            assertThat(demanding(proof, MINUTE.plusSeconds(offset)))
                    .as("after %d s", offset)
                    .isEqualTo(ProofCheck.Defect.NONCE);
        }
    }

    @Test
    void a_missing_foreign_or_altered_nonce_is_what_such_a_proof_lacks() throws Exception {
        DpopNonces foreign = new DpopNonces(new byte[32]);
        String good = NONCES.at(NOW);

        for (String nonce :
                List.of("", foreign.at(NOW), good + "A", good.substring(1), good.toLowerCase(Locale.ROOT))) {
            assertThat(demanding(maker().prove(CALL, TOKEN, "proof-1", NOW, nonce), NOW))
                    .as(nonce)
                    .isEqualTo(ProofCheck.Defect.NONCE);
        }
        assertThat(demanding(maker().prove(CALL, TOKEN, "proof-1", NOW), NOW)).isEqualTo(ProofCheck.Defect.NONCE);
        Map<String, Object> claims = claims();
        claims.put("nonce", 7);
        assertThat(demanding(CompactJws.sign(header(), claims, KEY), NOW)).isEqualTo(ProofCheck.Defect.NONCE);
    }

    @Test
    void a_good_nonce_makes_nothing_else_good() throws Exception {
        String proof = maker().prove(new DpopProofMaker.Call("GET", URL), TOKEN, "proof-1", NOW, NONCES.at(NOW));

        assertThat(demanding(proof, NOW)).isEqualTo(ProofCheck.Defect.INVALID);
    }

    @Test
    void nonces_of_one_key_are_the_same_everywhere_and_change_every_minute() {
        DpopNonces same = new DpopNonces("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

        assertThat(same.at(NOW)).isEqualTo(NONCES.at(NOW)).hasSize(22);
        assertThat(NONCES.at(MINUTE.plusSeconds(60))).isNotEqualTo(NONCES.at(MINUTE));
        assertThat(NONCES).hasToString("nonces");
        assertThatIllegalArgumentException().isThrownBy(() -> new DpopNonces(new byte[31]));
    }

    private static DpopProofMaker maker() {
        return new DpopProofMaker(KEY);
    }

    private ProofCheck demanding(String proof, Instant now) {
        return verifier.demanding(NONCES).check(PresentedToken.dpop(TOKEN, proof), KEY.thumbprint(), "POST", URL, now);
    }
}
