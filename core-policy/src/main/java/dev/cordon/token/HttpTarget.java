package dev.cordon.token;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The normal form of an HTTP URL without query and fragment (RFC 3986 §6.2.2 and §6.2.3). */
final class HttpTarget {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String UNRESERVED = "-._~";

    private HttpTarget() {}

    /**
     * The normal form, or null where the text is no HTTP URL, names a user, or has a segment {@code .} or {@code ..},
     * plain or encoded: whoever sends those may mean another path than the one that is called.
     */
    static @Nullable String normal(String url) {
        try {
            if (url.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
                return null;
            }
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean http = scheme.equals("http") || scheme.equals("https");
            if (!http || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawPath() == null) {
                return null;
            }
            String path = path(uri.getRawPath());
            return path == null
                    ? null
                    : scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port(uri, scheme) + path;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String port(URI uri, String scheme) {
        int usual = scheme.equals("https") ? HTTPS : HTTP;
        return uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    }

    private static @Nullable String path(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                // URI has checked that two hexadecimal digits follow
                char decoded = (char) Integer.parseInt(raw, i + 1, i + 3, 16);
                if (isUnreserved(decoded)) {
                    path.append(decoded);
                } else {
                    path.append(raw.substring(i, i + 3).toUpperCase(Locale.ROOT));
                }
                i += 2;
            } else {
                path.append(c);
            }
        }
        String normal = path.length() == 0 ? "/" : path.toString();
        for (String segment : normal.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return null;
            }
        }
        return normal;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
    }
}
