package dev.cordon.token;

import static dev.cordon.token.Forge.text;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.SignatureAlgorithm;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys and signatures of the smallest and the largest size, and those of one bit, byte or character more or less. */
final class KeyLimitsTest {

    private static final Map<String, Object> RS = Forge.RS.publicHalf().toMap();

    @Test
    void an_rsa_modulus_has_2048_to_8192_bits() throws Exception {
        for (int bits : new int[] {2048, 8192}) {
            assertThat(readModulus(bits)).as("%d bits", bits).hasToString("[key]");
        }
        for (int bits : new int[] {2047, 8193}) {
            assertThatThrownBy(() -> readModulus(bits))
                    .isInstanceOf(InvalidKeyFileException.class)
                    .hasMessage("key `key` has an RSA modulus of " + bits + " bits: use 2048 to 8192");
        }
    }

    @Test
    void an_rsa_exponent_is_odd_and_has_2_to_33_bits() throws Exception {
        BigInteger largest = BigInteger.ONE.shiftLeft(33).subtract(BigInteger.ONE);
        for (BigInteger exponent : new BigInteger[] {BigInteger.valueOf(3), largest}) {
            assertThat(readExponent(exponent)).as("%s", exponent).hasToString("[key]");
        }
        BigInteger tooLarge = largest.add(BigInteger.TWO);
        for (BigInteger exponent : new BigInteger[] {BigInteger.ONE, BigInteger.valueOf(4), tooLarge}) {
            assertThatThrownBy(() -> readExponent(exponent))
                    .as("%s", exponent)
                    .isInstanceOf(InvalidKeyFileException.class)
                    .hasMessage("key `key` has an unusual RSA exponent: use `AQAB`");
        }
    }

    @Test
    void the_numbers_of_an_rsa_key_in_a_key_of_another_type_do_not_count() {
        assertThatThrownBy(() -> JsonWebKeys.parse(text(with(RS, "kty", "EC"))))
                .isInstanceOf(InvalidKeyFileException.class)
                .hasMessageContaining("`kty` to be `RSA`");
    }

    @Test
    void a_key_id_has_up_to_128_characters() throws Exception {
        String longest = "k".repeat(128);

        assertThat(JsonWebKeys.parse(text(with(RS, "kid", longest))).keys())
                .extracting(key -> key.keyId)
                .containsExactly(longest);
        assertThatThrownBy(() -> JsonWebKeys.parse(text(with(RS, "kid", longest + "k"))))
                .hasMessageContaining("needs `kid`");
    }

    @Test
    void a_signature_of_the_smallest_rsa_key_is_passed_on_and_none_below() throws Exception {
        assertThat(CompactJws.signature(returning(256), new byte[1])).isEqualTo(Base64Url.encode(new byte[256]));
        assertThatThrownBy(() -> CompactJws.signature(returning(255), new byte[1]))
                .isInstanceOf(SignerUnavailableException.class)
                .hasMessageContaining("returned 255 bytes");
    }

    private static Signer returning(int bytes) {
        return new Signer() {
            @Override
            public SignatureAlgorithm algorithm() {
                return SignatureAlgorithm.RS256;
            }

            @Override
            public String keyId() {
                return "key";
            }

            @Override
            public byte[] sign(byte[] input) {
                return new byte[bytes];
            }
        };
    }

    /** Nobody asks whether it is the product of two primes: what counts is its size. */
    private static Iterable<String> readModulus(int bits) throws Exception {
        return read("n", BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    private static Iterable<String> readExponent(BigInteger exponent) throws Exception {
        return read("e", exponent);
    }

    private static Iterable<String> read(String member, BigInteger number) throws Exception {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[(number.bitLength() + 7) / 8];
        // the sign may take a byte of its own
        System.arraycopy(signed, signed.length - bytes.length, bytes, 0, bytes.length);
        Map<String, Object> jwk = with(with(RS, member, Base64Url.encode(bytes)), "kid", "key");
        return JsonWebKeys.parse(text(jwk)).keys().stream()
                .map(key -> key.keyId)
                .toList();
    }
}
