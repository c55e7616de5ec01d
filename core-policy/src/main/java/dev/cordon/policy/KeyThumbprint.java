package dev.cordon.policy;

import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate (RFC 8705 {@code x5t#S256}) or of a public key's canonical JWK (RFC 7638).
 *
 * @param text 43 characters of base64url without padding
 */
public record KeyThumbprint(String text) {

    /** 256 bits are 43 characters, the last of which holds only four of them. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    /** @throws IllegalArgumentException where the text is no base64url SHA-256 */
    public KeyThumbprint {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a thumbprint is a SHA-256 in base64url: 43 characters");
        }
    }

    /** Whether {@code text} is a base64url SHA-256 in its one canonical spelling. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
