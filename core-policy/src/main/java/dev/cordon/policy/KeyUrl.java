package dev.cordon.policy;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code https} URL from which keys may be read, in one spelling: lowercase host, no user, no fragment, no escapes
 * or dot segments that could be read in two ways.
 *
 * @param host its host
 * @param port its port
 * @param rest path and query, empty or beginning with {@code /}
 */
public record KeyUrl(String host, int port, String rest) {

    private static final int LONGEST = 512;
    private static final int HTTPS = 443;
    private static final Pattern FORM = Pattern.compile("https://([a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?"
            + "((?:/[A-Za-z0-9._~+=@$,:-]+)*/?(?:\\?[A-Za-z0-9._~+=&/-]*)?)");
    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|\\?|$)");

    /** @throws IllegalArgumentException where it is no such URL; {@link #parse} makes them */
    public KeyUrl {
        if (!HostName.isValid(host) || port < 1 || port > 0xFFFF || rest.startsWith("?")) {
            throw new IllegalArgumentException("`https://" + host + ":" + port + rest + "` is no URL of keys");
        }
    }

    /** The URL of a text, empty where it is none in the one spelling. */
    public static Optional<KeyUrl> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher url = FORM.matcher(text);
        if (!url.matches() || DOTS.matcher(url.group(3)).find()) {
            return Optional.empty();
        }
        int port = url.group(2) == null ? HTTPS : Integer.parseInt(url.group(2));
        boolean right = HostName.isValid(url.group(1))
                && port <= 0xFFFF
                && !url.group(3).startsWith("?")
                && url.group(1).equals(URI.create(text).getHost());
        return right ? Optional.of(new KeyUrl(url.group(1), port, url.group(3))) : Optional.empty();
    }

    /** The URL. */
    @Override
    public String toString() {
        return "https://" + host + (port == HTTPS ? "" : ":" + port) + rest;
    }
}
