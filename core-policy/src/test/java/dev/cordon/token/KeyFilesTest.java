package dev.cordon.token;

import static dev.cordon.token.Forge.text;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class KeyFilesTest {

    private static final Map<String, Object> ES = publicJwk(Forge.ES);
    private static final Map<String, Object> ED = publicJwk(Forge.ED);
    private static final Map<String, Object> RS = publicJwk(Forge.RS);

    record Bad(String document, String message) {}

    private static Map<String, Object> publicJwk(SigningKey key) {
        return key.publicHalf().toMap();
    }

    private static Map<String, Object> privateJwk(SigningKey key) {
        return Json.object(key.revealPrivateJwk().getBytes(StandardCharsets.UTF_8), 2);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_new_key_is_named_by_its_thumbprint_and_reads_back(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
        byte[] input = "text".getBytes(StandardCharsets.UTF_8);

        SigningKey read = SigningKey.parse(key.revealPrivateJwk());

        assertThat(read.revealPrivateJwk()).isEqualTo(key.revealPrivateJwk());
        assertThat(read.algorithm()).isEqualTo(algorithm);
        assertThat(read.keyId())
                .isEqualTo(key.keyId())
                .isEqualTo(key.thumbprint().text());
        KeyCheck check = new KeyCheck(key.publicHalf().key, algorithm, SignatureProvider.jdk());
        assertThat(check.holds(read.sign(input), input)).isTrue();
        assertThat(check.holds(read.sign(input), "texts".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_key_signs_alike_by_whichever_provider(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
        SigningKey faster = key.by(SignatureProvider.fastest());
        byte[] input = "text".getBytes(StandardCharsets.UTF_8);

        assertThat(key.by(SignatureProvider.jdk())).isSameAs(key);
        assertThat(faster.revealPrivateJwk()).isEqualTo(key.revealPrivateJwk());
        assertThat(faster.publicKeys().toJson()).isEqualTo(key.publicKeys().toJson());
        assertThat(new KeyCheck(key.publicHalf().key, algorithm, SignatureProvider.jdk())
                        .holds(faster.sign(input), input))
                .isTrue();
    }

    @Test
    void a_provider_that_works_with_a_key_signs_by_it() {
        SignatureProvider fastest = SignatureProvider.fastest();
        for (SigningKey key : List.of(Forge.ES, Forge.RS)) {
            boolean trusted = fastest.provider(key.algorithm()) != null;

            assertThat(key.by(fastest) != key)
                    .as("%s by %s", key, fastest.name())
                    .isEqualTo(trusted);
        }
    }

    @Test
    void a_key_that_says_it_verifies_is_taken() throws Exception {
        Map<String, Object> jwk = with(ES, "key_ops", List.of("sign", "verify"));

        assertThat(JsonWebKeys.parse(text(jwk)).toJson())
                .isEqualTo(Forge.ES.publicKeys().toJson());
    }

    @Test
    void a_set_has_up_to_100_keys_in_up_to_256_kib() throws Exception {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add(with(ES, "kid", "key-" + i));
        }
        String full = text(Map.of("keys", keys));
        String long256 = full + " ".repeat(256 * 1024 - full.length());
        keys.add(ES);

        assertThat(JsonWebKeys.parse(long256).keys()).hasSize(100);
        assertThatThrownBy(() -> JsonWebKeys.parse(long256 + " ")).hasMessageContaining("256 KiB");
        assertThatThrownBy(() -> JsonWebKeys.parse(text(Map.of("keys", keys)))).hasMessageContaining("1 to 100 keys");
    }

    @Test
    void a_new_rsa_key_has_3072_bits() throws Exception {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.RS256, new SecureRandom());
        byte[] modulus = JwkForm.bytes(publicJwk(key), "n", 3072 / 8, "the key");

        assertThat(modulus[0] & 0x80).isEqualTo(0x80);
    }

    @Test
    void a_key_keeps_the_name_it_is_given_and_is_named_by_its_thumbprint_else() throws Exception {
        assertThat(SigningKey.parse(text(with(privateJwk(Forge.ES), "kid", "2026-11")))
                        .keyId())
                .isEqualTo("2026-11");
        assertThat(SigningKey.parse(text(with(privateJwk(Forge.ES), "kid", null)))
                        .keyId())
                .isEqualTo(Forge.ES.thumbprint().text());
    }

    @Test
    void a_set_reads_back_and_is_written_in_one_form() throws Exception {
        JsonWebKeys keys = Forge.ES.publicKeys().and(Forge.ED.publicKeys()).and(Forge.RS.publicKeys());

        JsonWebKeys read = JsonWebKeys.parse(keys.toJson());

        assertThat(read.toJson()).isEqualTo(keys.toJson());
        assertThat(JsonWebKeys.parse(text(Map.of("keys", List.of(RS, ES, ED)))).toJson())
                .isEqualTo(keys.toJson());
        assertThat(keys.toJson()).doesNotContain("\"d\"").contains("\"use\":\"sig\"");
        assertThat(JsonWebKeys.parse(text(ES)).toJson())
                .isEqualTo(Forge.ES.publicKeys().toJson());
        assertThat(keys)
                .hasToString(
                        "keys " + keys.keys().stream().map(key -> key.keyId).toList());
    }

    @Test
    void what_is_not_about_the_key_itself_is_not_looked_at() throws Exception {
        Map<String, Object> jwk = with(with(ES, "x5c", List.of("not a certificate")), "nbf", 1);

        assertThat(JsonWebKeys.parse(text(jwk)).toJson())
                .isEqualTo(Forge.ES.publicKeys().toJson());
    }

    @ParameterizedTest
    @MethodSource("badSets")
    void a_set_that_can_not_be_used_says_what_is_wrong_and_shows_no_key(Bad bad) {
        assertThatThrownBy(() -> JsonWebKeys.parse(bad.document()))
                .isInstanceOf(InvalidKeyFileException.class)
                .hasMessageContaining(bad.message())
                .message()
                .doesNotContain(
                        (String) ES.get("x"), (String) privateJwk(Forge.ES).get("d"), "\n");
    }

    static Stream<Bad> badSets() throws Exception {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        RSAPublicKey weak = (RSAPublicKey) small.generateKeyPair().getPublic();
        byte[] modulus = weak.getModulus().toByteArray();
        String n = Base64Url.encode(Arrays.copyOfRange(modulus, 1, modulus.length));
        List<Bad> bad = new ArrayList<>(List.of(
                new Bad("", "no JSON object"),
                new Bad("[]", "no JSON object"),
                new Bad("{\"keys\":[],\"keys\":[]}", "names a member twice"),
                new Bad("{\"keys\":" + "[".repeat(9) + "]".repeat(9) + "}", "nested too deeply"),
                new Bad(text(with(ES, "deep", Map.of("a", Map.of("b", Map.of("c", Map.of()))))), "nested too deeply"),
                new Bad(" ".repeat(300_000) + "{}", "256 KiB"),
                new Bad("{}", "needs `alg`"),
                new Bad("{\"keys\":{}}", "`keys` must be an array"),
                new Bad("{\"keys\":[]}", "1 to 100 keys"),
                new Bad("{\"keys\":[7]}", "key 1 is no JSON object"),
                new Bad(text(Map.of("keys", List.of(ES, ES))), "two keys have the `kid`"),
                new Bad(Forge.ES.revealPrivateJwk(), "holds a secret"),
                new Bad(Forge.ED.revealPrivateJwk(), "holds a secret"),
                new Bad(Forge.RS.revealPrivateJwk(), "holds a secret"),
                new Bad("{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"a\",\"alg\":\"HS256\"}", "symmetric"),
                new Bad(text(with(ES, "k", "AAAA")), "holds a secret"),
                new Bad(text(with(ES, "alg", "ES384")), "ES256, EdDSA, RS256"),
                new Bad(text(with(ES, "alg", null)), "needs `alg`"),
                new Bad(text(with(ES, "alg", "none")), "needs `alg`"),
                new Bad(text(with(ES, "kid", null)), "needs `kid`"),
                new Bad(text(with(ES, "kid", "")), "needs `kid`"),
                new Bad(text(with(ES, "kid", "a\nb")), "needs `kid`"),
                new Bad(text(with(ES, "kid", "x".repeat(129))), "needs `kid`"),
                new Bad(text(with(ES, "use", "enc")), "not for signatures"),
                new Bad(text(with(ES, "key_ops", List.of("encrypt"))), "not for signatures")));
        bad.addAll(List.of(
                new Bad(text(with(ES, "alg", "EdDSA")), "`kty` to be `OKP`"),
                new Bad(text(with(ED, "alg", "ES256")), "`kty` to be `EC`"),
                new Bad(text(with(RS, "alg", "ES256")), "`kty` to be `EC`"),
                new Bad(text(with(ES, "crv", "secp256k1")), "`crv` to be `P-256`"),
                new Bad(text(with(ED, "crv", "Ed448")), "`crv` to be `Ed25519`"),
                new Bad(text(with(ED, "crv", "X25519")), "`crv` to be `Ed25519`"),
                new Bad(text(with(ES, "x", "AAAA")), "needs `x`: 32 bytes"),
                new Bad(text(with(ES, "y", null)), "needs `y`: 32 bytes"),
                new Bad(text(with(ES, "y", ES.get("x"))), "do not fit its curve"),
                new Bad(text(with(ED, "x", ED.get("x") + "=")), "needs `x`: 32 bytes"),
                new Bad(text(with(with(RS, "n", n), "kid", "weak")), "key `weak` has an RSA modulus of 1024 bits"),
                new Bad(text(with(RS, "n", "AQAB" + "A".repeat(1400))), "bits: use 2048 to 8192"),
                new Bad(text(with(RS, "n", "AAAA" + RS.get("n"))), "without padding and leading zeros"),
                new Bad(text(with(RS, "e", "AQ")), "unusual RSA exponent"),
                new Bad(text(with(RS, "e", "AQAA")), "unusual RSA exponent"),
                new Bad(text(with(RS, "e", RS.get("n"))), "unusual RSA exponent"),
                new Bad(text(with(RS, "e", 3)), "needs `e`")));
        return bad.stream();
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void a_signing_key_that_can_not_be_used_says_what_is_wrong_and_shows_no_key(Bad bad) {
        assertThatThrownBy(() -> SigningKey.parse(bad.document()))
                .isInstanceOf(InvalidKeyFileException.class)
                .hasMessageContaining(bad.message())
                .message()
                .doesNotContain((String) privateJwk(Forge.ES).get("d"), "\n");
    }

    static Stream<Bad> badKeys() {
        Map<String, Object> es = privateJwk(Forge.ES);
        Map<String, Object> ed = privateJwk(Forge.ED);
        Map<String, Object> rs = privateJwk(Forge.RS);
        return Stream.of(
                new Bad("key", "no JSON object"),
                new Bad(text(ES), "no whole private half"),
                new Bad(text(Map.of("keys", List.of(es))), "one private JWK, not a set"),
                new Bad(text(with(es, "alg", null)), "needs `alg`"),
                new Bad(text(with(es, "kid", 7)), "`kid` must be a name"),
                new Bad(text(with(es, "use", "enc")), "not for signatures"),
                new Bad(text(with(es, "d", 7)), "no whole private half"),
                new Bad(text(with(es, "d", "")), ""),
                new Bad(text(with(es, "d", "!")), ""),
                new Bad(text(with(es, "d", privateJwk(Forge.STRANGER).get("d"))), "not that of its public half"),
                new Bad(text(with(ed, "d", Base64Url.encode(new byte[32]))), "not that of its public half"),
                new Bad(text(with(ed, "d", "AAAA")), "needs `d`: 32 bytes"),
                new Bad(text(with(rs, "dp", rs.get("dq"))), ""),
                new Bad(text(with(rs, "p", null)), "no whole private half"),
                new Bad(text(with(rs, "oth", List.of())), "no whole private half"),
                new Bad("{\"kty\":\"oct\",\"k\":\"AAAA\",\"alg\":\"HS256\"}", "symmetric"));
    }

    @Test
    void a_key_prints_its_name_only() {
        assertThat(Forge.ES).hasToString("ES256 key " + Forge.ES.keyId());
    }

    @Test
    void a_key_that_holds_a_secret_is_called_by_its_name_where_it_has_one() {
        Map<String, Object> secret = with(ES, "d", "AAAA");

        assertThatThrownBy(() -> PublicJwk.of(secret, SignatureAlgorithm.ES256, "2026-11"))
                .hasMessage("key `2026-11` holds a secret: publish its public half only");
        assertThatThrownBy(() -> PublicJwk.of(secret, SignatureAlgorithm.ES256, ""))
                .hasMessage("the key holds a secret: publish its public half only");
    }

    @Test
    void two_sets_with_one_name_do_not_make_one() {
        assertThatThrownBy(() -> Forge.ES.publicKeys().and(Forge.ES.publicKeys()))
                .isInstanceOf(InvalidKeyFileException.class)
                .hasMessageContaining(Forge.ES.keyId());
    }
}
