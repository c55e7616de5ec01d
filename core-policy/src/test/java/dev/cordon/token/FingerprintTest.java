package dev.cordon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for a token or a chain: the same hash wherever it is made, and of nothing else. */
final class FingerprintTest {

    /** By arithmetic on the whole hash, which this code does not do. */
    private static Fingerprint first(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        BigInteger whole = new BigInteger(1, hash);
        return new Fingerprint(
                whole.shiftRight(192).longValue(), whole.shiftRight(128).longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4f1c", "\u00e9", "?", "\ud83d\ude00", "a\u0000b"})
    void it_is_the_first_half_of_the_hash_of_what_it_stands_for(String id) throws Exception {
        assertThat(Fingerprint.ofChain(id)).isEqualTo(first("chain\0" + id));
        assertThat(Fingerprint.ofToken("cordon", id)).isEqualTo(first("token\0cordon\0" + id));
    }

    @Test
    void nothing_has_that_of_something_else() {
        assertThat(Fingerprint.ofToken("cordon", "x")).isNotEqualTo(Fingerprint.ofChain("cordon\0x"));
        assertThat(Fingerprint.ofToken("ab", "c")).isNotEqualTo(Fingerprint.ofToken("a", "bc"));
        assertThat(Fingerprint.ofChain("\u00e9")).isNotEqualTo(Fingerprint.ofChain("?"));
    }
}
