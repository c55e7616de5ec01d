package dev.cordon.mesh;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One element of Envoy's {@code X-Forwarded-Client-Cert}: what one proxy says of its client's certificate. Elements are
 * separated by commas, pairs by semicolons, a value that holds one of them is quoted, and a quote in it escaped by a
 * backslash.
 */
final class ClientCertElement {

    private static final String NAME = "header `" + ProxyHeaders.FORWARDED_CLIENT_CERT + "` ";

    private final String text;

    private ClientCertElement(String text) {
        this.text = text;
    }

    /**
     * The element that the proxy itself appended. The header is read from its right end: what stands left of that
     * element may be the caller's, and a quote that the caller leaves open must not reach into it.
     */
    static ClientCertElement lastOf(String header) throws UnreadableException {
        boolean quoted = false;
        for (int i = header.length() - 1; i >= 0; i--) {
            char c = header.charAt(i);
            if (c == '"' && !isEscaped(header, i)) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return new ClientCertElement(header.substring(i + 1));
            }
        }
        if (quoted) {
            throw new UnreadableException(NAME + "has a quote that is not closed");
        }
        return new ClientCertElement(header);
    }

    private static boolean isEscaped(String text, int quote) {
        int before = quote - 1;
        while (before >= 0 && text.charAt(before) == '\\') {
            before--;
        }
        return (quote - before) % 2 == 0;
    }

    /** The value of its one {@code Cert}: percent-encoded PEM. Other keys are names without proof and do not count. */
    String certificate() throws UnreadableException {
        String found = null;
        int start = 0;
        while (start <= text.length()) {
            int end = endOfPair(start);
            String value = valueOf("cert", text.substring(start, end));
            if (value != null && found != null) {
                throw new UnreadableException(NAME + "names `Cert` twice");
            }
            found = value == null ? found : value;
            start = end + 1;
        }
        if (found == null) {
            throw new UnreadableException(
                    NAME + "has no `Cert`: let Envoy set it by `set_current_client_cert_details`");
        }
        return found;
    }

    private int endOfPair(int start) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && !isEscaped(text, i)) {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static @Nullable String valueOf(String key, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0
                || !pair.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals(key)) {
            return null;
        }
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
