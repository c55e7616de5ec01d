package dev.cordon.cli.policy;

import dev.cordon.policy.KeyThumbprint;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The spellings of SHA-256 thumbprints that tools print. */
final class Thumbprints {

    private static final int HEX_DIGITS = 64;
    /** Two digits a byte and the colons between them, as openssl prints it. */
    private static final int WITH_COLONS = 95;

    private Thumbprints() {}

    /** A thumbprint in base64url, hexadecimal, or hexadecimal with colons. */
    static Optional<KeyThumbprint> parse(String text) {
        if (KeyThumbprint.isValid(text)) {
            return Optional.of(new KeyThumbprint(text));
        }
        boolean colons = text.length() == WITH_COLONS;
        for (int i = 2; colons && i < WITH_COLONS; i += 3) {
            colons = text.charAt(i) == ':';
        }
        String hex = colons ? text.replace(":", "") : text;
        boolean digits = hex.length() == HEX_DIGITS && hex.chars().allMatch(HexFormat::isHexDigit);
        return digits ? Optional.of(new KeyThumbprint(encoded(HexFormat.of().parseHex(hex)))) : Optional.empty();
    }

    private static String encoded(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
