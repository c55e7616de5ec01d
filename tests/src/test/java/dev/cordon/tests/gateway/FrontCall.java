package dev.cordon.tests.gateway;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call as it reached the front.
 *
 * @param method the HTTP method
 * @param target path and query as they were sent
 * @param headers by name, in the case in which the front's server keeps them
 * @param peer the other end of the connection
 */
public record FrontCall(String method, Target target, Map<String, List<String>> headers, Peer peer) {

    /**
     * What is called.
     *
     * @param path as it was sent, percent-encoded
     * @param query as it was sent, without the question mark; empty where there is none
     */
    public record Target(String path, String query) {}

    /**
     * Who is at the other end.
     *
     * @param address its IP address
     * @param certificate what it showed in the handshake, verified
     */
    public record Peer(String address, Optional<X509Certificate> certificate) {}

    /** The values of a header, whatever the case of its name. */
    public List<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }
}
