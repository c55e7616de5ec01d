package dev.cordon.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a service is reached: an absolute URL of HTTP with a host, and a path where not all of that host is the
 * service's. Immutable.
 *
 * @param url the URL, up to 2048 characters, without user information, query and fragment
 */
public record Endpoint(String url) {

    private static final int LONGEST = 2048;

    /** @throws IllegalArgumentException where it is no such URL */
    public Endpoint {
        if (url.length() > LONGEST || !isEndpoint(url)) {
            throw new IllegalArgumentException("an endpoint is a URL of http or https with a host, without user"
                    + " information, query and fragment, such as https://orders.shop.example/v2");
        }
    }

    private static boolean isEndpoint(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && text.chars().allMatch(c -> c > ' ' && c <= '~');
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Its host in lower case, without the port. */
    public String host() {
        return URI.create(url).getHost().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return url;
    }
}
