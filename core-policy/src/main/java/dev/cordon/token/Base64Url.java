package dev.cordon.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * base64url without padding (RFC 7515 appendix C), each value in its one spelling: the unused bits of the last
 * character must be zero, so that no two texts stand for the same bytes.
 */
final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes, or null where the text is not exactly what {@link #encode} writes. */
    static byte @Nullable [] decode(String text) {
        int rest = text.length() % 4;
        if (rest == 1 || rest != 0 && !endsClean(text, rest) || text.endsWith("=")) {
            return null;
        }
        try {
            // what is not Latin-1 becomes a question mark, which is not in the alphabet
            return Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean endsClean(String text, int rest) {
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        int unused = rest == 2 ? 0b1111 : 0b11;
        return last >= 0 && (last & unused) == 0;
    }
}
