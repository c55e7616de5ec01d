package dev.cordon.token;

import org.jspecify.annotations.Nullable;

/** Reads the {@code Authorization} header (RFC 9110 §11.6.2). */
public final class AuthorizationHeader {

    private static final String BEARER = "bearer ";
    private static final String DPOP = "dpop ";

    private AuthorizationHeader() {}

    /**
     * The token of a {@code Bearer} (RFC 6750 §2.1) or {@code DPoP} (RFC 9449 §7.1) header. Other schemes show no token
     * that we know of; the service behind may understand them.
     *
     * @param proof the {@code DPoP} header, or null where there is none or more than one
     */
    public static @Nullable PresentedToken read(String authorization, @Nullable String proof) {
        if (startsWith(authorization, BEARER)) {
            return PresentedToken.bearer(
                    authorization.substring(BEARER.length()).strip());
        }
        return startsWith(authorization, DPOP)
                ? PresentedToken.dpop(authorization.substring(DPOP.length()).strip(), proof)
                : null;
    }

    /** Schemes are compared without regard to ASCII case; {@code regionMatches} would fold letters beyond ASCII too. */
    private static boolean startsWith(String text, String scheme) {
        if (text.length() < scheme.length()) {
            return false;
        }
        for (int i = 0; i < scheme.length(); i++) {
            char c = text.charAt(i);
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            if (lower != scheme.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
