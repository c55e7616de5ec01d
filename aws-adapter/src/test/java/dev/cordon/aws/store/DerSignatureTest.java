package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DerSignatureTest {

    @Test
    void what_the_jdk_signs_in_der_holds_in_the_form_of_jws() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
        KeyPair pair = generator.generateKeyPair();
        Signature der = Signature.getInstance("SHA256withECDSA");
        Signature jws = Signature.getInstance("SHA256withECDSAinP1363Format");
        for (int i = 0; i < 500; i++) {
            byte[] input = {(byte) i, (byte) (i >> 8)};
            der.initSign(pair.getPrivate());
            der.update(input);
            jws.initVerify(pair.getPublic());
            jws.update(input);

            assertThat(jws.verify(DerSignature.toJws(der.sign()))).isTrue();
        }
    }

    @Test
    void short_numbers_are_filled_up_and_the_zero_before_a_high_bit_is_left_out() {
        byte[] jws = DerSignature.toJws(HexFormat.of().parseHex("3007" + "020105" + "02020080"));

        assertThat(new BigInteger(1, Arrays.copyOf(jws, 32))).isEqualTo(5);
        assertThat(new BigInteger(1, Arrays.copyOfRange(jws, 32, 64))).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "3000",
                "3006020105020105ff",
                "3005020105020105",
                "3106020105020105",
                "3006030105020105",
                "30060201050201",
                "3006020185020105",
                "3003020105",
                "30050200020105",
                "308106020105020105",
                "30250221010000000000000000000000000000000000000000000000000000000000000000020105"
            })
    void what_is_no_signature_is_none(String hex) {
        assertThat(DerSignature.toJws(HexFormat.of().parseHex(hex))).isNull();
    }
}
