package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published examples: RFC 7515 A.2 and A.3, RFC 8037 A.3 to A.5. */
final class SignatureVectorsTest {

    /** RFC 8037 A.1. */
    private static final String ED25519_KEY = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"alg\":\"EdDSA\","
            + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    static Stream<SignatureProvider> providers() {
        return Stream.of(SignatureProvider.jdk(), SignatureProvider.fastest());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void the_published_signatures_hold_and_no_other(SignatureProvider provider) {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            assertThat(KnownAnswers.hold(algorithm, provider))
                    .as("%s by %s", algorithm, provider.name())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_provider_is_named_for_what_it_is_used_for_and_works(SignatureAlgorithm algorithm) {
        SignatureProvider fastest = SignatureProvider.fastest();
        boolean own = fastest.provider(algorithm) == null;
        assertThat(fastest.name(algorithm))
                .isEqualTo(own ? "JDK" : fastest.name().replaceAll(" for .*", ""));
        assertThat(SignatureProvider.jdk().name(algorithm)).isEqualTo("JDK");
        assertThat(SignatureProvider.jdk().works(algorithm)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void a_published_signature_does_not_hold_for_another_algorithm(SignatureAlgorithm algorithm) throws Exception {
        String compact = KnownAnswers.compact(algorithm);
        int end = compact.lastIndexOf('.');
        byte[] input = compact.substring(0, end).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64Url.decode(compact.substring(end + 1));
        for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
            PublicJwk key = PublicJwk.of(KnownAnswers.key(other), other, "");
            assertThat(new KeyCheck(key.key, other, SignatureProvider.jdk()).holds(signature, input))
                    .isEqualTo(other == algorithm);
        }
    }

    @Test
    void a_key_keeps_the_check_of_the_provider_that_asked_last() throws Exception {
        PublicJwk key = PublicJwk.of(KnownAnswers.key(SignatureAlgorithm.ES256), SignatureAlgorithm.ES256, "");
        SignatureProvider fastest = SignatureProvider.fastest();

        KeyCheck first = key.check(SignatureProvider.jdk());

        assertThat(key.check(SignatureProvider.jdk())).isSameAs(first);
        assertThat(key.check(fastest).provider).isSameAs(fastest);
        assertThat(key.check(SignatureProvider.jdk()).provider).isSameAs(SignatureProvider.jdk());
    }

    @Test
    void ed25519_signs_as_published() throws Exception {
        String compact = KnownAnswers.compact(SignatureAlgorithm.EDDSA);
        int end = compact.lastIndexOf('.');

        byte[] signature =
                SigningKey.parse(ED25519_KEY).sign(compact.substring(0, end).getBytes(StandardCharsets.US_ASCII));

        assertThat(Base64Url.encode(signature)).isEqualTo(compact.substring(end + 1));
    }

    @Test
    void thumbprints_are_as_published() throws Exception {
        assertThat(SigningKey.parse(ED25519_KEY).thumbprint())
                .hasToString("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        // RFC 7638 §3.1
        String modulus =
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWK"
                        + "RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqz"
                        + "s8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_"
                        + "xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        Map<String, Object> rsa = Map.of("kty", "RSA", "n", modulus, "e", "AQAB", "alg", "RS256", "kid", "2011-04-29");
        assertThat(PublicJwk.of(rsa, SignatureAlgorithm.RS256, "").keyId)
                .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void a_provider_that_is_not_there_or_not_one_leaves_the_java_runtime() {
        assertThat(SignatureProvider.fastest("dev.cordon.NoSuchClass").name()).isEqualTo("JDK");
        assertThat(SignatureProvider.fastest("java.lang.String").name()).isEqualTo("JDK");
        assertThat(SignatureProvider.jdk().name()).isEqualTo("JDK");
    }

    @Test
    void every_provider_gives_the_same_verdicts_on_whole_tokens() {
        TokenVerifier fastest = new TokenVerifier(SignatureProvider.fastest());
        for (SigningKey key : new SigningKey[] {Forge.ES, Forge.ED}) {
            String sound = Forge.sign(Forge.header(key), Forge.claims(), key);
            String broken = sound.substring(0, sound.length() - 6) + "AAAAAA";
            assertThat(fastest.verify(PresentedToken.bearer(sound), Forge.RING))
                    .isInstanceOf(TokenCheck.Verified.class);
            assertThat(fastest.verify(PresentedToken.bearer(broken), Forge.RING))
                    .isEqualTo(new TokenCheck.Rejected(TokenDefect.SIGNATURE));
        }
    }
}
