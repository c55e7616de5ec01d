package dev.cordon.issuance;

import java.util.Map;

/**
 * An answer of an OAuth endpoint, for a host to put on the wire.
 *
 * @param status the HTTP status
 * @param headers the headers, {@code Content-Type} among them where there is a body
 * @param body JSON, or empty: it may hold a token
 */
public record OAuthAnswer(int status, Map<String, String> headers, String body) {

    /** Copies the map. */
    public OAuthAnswer {
        headers = Map.copyOf(headers);
    }

    /** Names the status, not what it says. */
    @Override
    public String toString() {
        return "answer " + status;
    }
}
