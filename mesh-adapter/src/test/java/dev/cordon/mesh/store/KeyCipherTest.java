package dev.cordon.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyCipherTest {

    private static final String SECRET = "{\"d\":\"secret\"}";

    private KeyCipher cipher;
    private String encrypted;

    @BeforeEach
    void encrypt() throws Exception {
        cipher = new KeyCipher(Stores.key(Stores.KEY), new SecureRandom());
        encrypted = cipher.encrypt("kid-1", SECRET);
    }

    private void assertUnreadable(String keyId, String text) {
        assertThatThrownBy(() -> cipher.decrypt(keyId, text))
                .as(text)
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_key_is_decrypted_as_it_was_encrypted_and_never_encrypted_alike_twice() throws Exception {
        assertThat(cipher.decrypt("kid-1", encrypted)).isEqualTo(SECRET);
        assertThat(cipher.encrypt("kid-1", SECRET)).isNotEqualTo(encrypted);
        assertThat(encrypted).doesNotContain("secret");
    }

    @Test
    void one_key_can_not_be_put_in_anothers_place() {
        for (String other : new String[] {"kid-2", "kid-", "kid-1 ", "KID-1", ""}) {
            assertUnreadable(other, encrypted);
        }
    }

    @Test
    void another_master_key_decrypts_nothing() throws Exception {
        cipher = new KeyCipher(Stores.key("kKCgmFcLWWtqnvXdT02ZZFlsMRQW7a5Xn3S5LG9xPs4"), new SecureRandom());
        assertUnreadable("kid-1", encrypted);
    }

    @Test
    void what_was_changed_in_any_bit_or_cut_is_not_decrypted() {
        byte[] whole = Base64.getUrlDecoder().decode(encrypted);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        for (int i = 0; i < 8 * whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            assertUnreadable("kid-1", encoder.encodeToString(changed));
        }
        for (int length = 0; length < whole.length; length++) {
            assertUnreadable("kid-1", encoder.encodeToString(Arrays.copyOf(whole, length)));
        }
        assertUnreadable("kid-1", "no base64url!");
    }
}
