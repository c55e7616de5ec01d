package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed signatures of the families that Wycheproof describes; none holds, whoever checks it. */
final class ForgedSignaturesTest {

    private static final byte[] INPUT = "what.is-signed".getBytes(StandardCharsets.US_ASCII);

    static Stream<SignatureProvider> providers() {
        return Stream.of(SignatureProvider.jdk(), SignatureProvider.fastest());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void no_odd_or_ill_encoded_es256_signature_holds(SignatureProvider provider) throws Exception {
        for (int i = 0; i < 3; i++) {
            SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
            byte[] good = key.sign(INPUT);
            KeyCheck check = new KeyCheck(key.publicHalf().key, SignatureAlgorithm.ES256, provider);

            assertThat(check.holds(good, INPUT)).isTrue();
            assertThat(holding(check, new EcdsaForgeries(good).all(), 100)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void no_signature_of_another_curve_holds_as_es256(SignatureProvider provider) throws Exception {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        KeyCheck check = new KeyCheck(key.publicHalf().key, SignatureAlgorithm.ES256, provider);
        for (String curve : List.of("secp384r1", "secp521r1")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            Signature other = Signature.getInstance("SHA256withECDSAinP1363Format");
            other.initSign(generator.generateKeyPair().getPrivate());
            other.update(INPUT);

            assertThat(check.holds(other.sign(), INPUT)).as(curve).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void no_other_spelling_of_an_ed25519_signature_holds(SignatureProvider provider) throws Exception {
        for (int i = 0; i < 3; i++) {
            SigningKey key = SigningKey.generate(SignatureAlgorithm.EDDSA, new SecureRandom());
            byte[] good = key.sign(INPUT);
            KeyCheck check = new KeyCheck(key.publicHalf().key, SignatureAlgorithm.EDDSA, provider);

            assertThat(check.holds(good, INPUT)).isTrue();
            assertThat(holding(check, new EdwardsForgeries(good).all(), 80)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void no_rs256_signature_with_another_padding_or_digest_holds(SignatureProvider provider) throws Exception {
        for (var exponent : List.of(RSAKeyGenParameterSpec.F4, RSAKeyGenParameterSpec.F0)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(2048, exponent));
            KeyPair pair = generator.generateKeyPair();
            RsaForgeries forgeries =
                    new RsaForgeries((RSAPublicKey) pair.getPublic(), (RSAPrivateKey) pair.getPrivate(), INPUT);
            KeyCheck check = new KeyCheck(pair.getPublic(), SignatureAlgorithm.RS256, provider);

            assertThat(check.holds(forgeries.good(), INPUT)).isTrue();
            // RFC 8017 B.1 wants the parameters and knows who leaves them out; the Java runtime takes both. Only the
            // key's holder can make either, so it is no forgery
            assertThat(holding(check, forgeries.all(), 50)).isSubsetOf("no parameters");
            assertThat(check.holds(byAnother("SHA1withRSA", pair), INPUT)).isFalse();
            assertThat(check.holds(byAnother("SHA512withRSA", pair), INPUT)).isFalse();
            assertThat(check.holds(byAnother("RSASSA-PSS", pair), INPUT)).isFalse();
        }
    }

    private static byte[] byAnother(String algorithm, KeyPair pair) throws Exception {
        Signature other = Signature.getInstance(algorithm);
        if (algorithm.equals("RSASSA-PSS")) {
            other.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        other.initSign(pair.getPrivate());
        other.update(INPUT);
        return other.sign();
    }

    /** The names of those that hold. */
    private static List<String> holding(KeyCheck check, Map<String, byte[]> forged, int least) {
        List<String> holding = new ArrayList<>();
        forged.forEach((name, signature) -> {
            if (check.holds(signature, INPUT)) {
                holding.add(name);
            }
        });
        assertThat(forged).hasSizeGreaterThanOrEqualTo(least);
        return holding;
    }
}
