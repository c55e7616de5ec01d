package dev.cordon.chain;

import dev.cordon.document.Json;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.TypedJws;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a signature says of a log: that it stood there then. As a compact JWS of a type of its own it is no token, and
 * no token is one (RFC 8725 §3.11). Immutable.
 *
 * @param log the id of the log
 * @param covers the last line that it covers, with all before it
 * @param time when it was made
 * @param closed whether the log ended there, in order
 */
public record Checkpoint(String log, Link covers, Instant time, boolean closed) {

    /** The {@code typ} of its header. */
    public static final String TYPE = "cordon-log-checkpoint+jws";

    /** How many lines come between two at most, and some more that are written in one go with the last. */
    public static final int MOST_BETWEEN = 4096;

    /** With what the line begins that holds one, and no other. */
    static final String BEGINNING = "{\"checkpoint\":\"";

    /**
     * Signs it.
     *
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String sign(Signer signer) throws SignerUnavailableException {
        Map<String, Object> claims = new TreeMap<>(
                Map.of("chain", covers.value(), "log", log, "seq", covers.sequence(), "time", time.toString()));
        if (closed) {
            claims.put("closed", true);
        }
        return TypedJws.sign(TYPE, claims, signer);
    }

    /** Reads one whose signature holds by one of these keys; empty where there is none. Never throws. */
    public static Optional<Checkpoint> open(String compact, JsonWebKeys keys, SignatureProvider signatures) {
        return TypedJws.open(TYPE, compact, keys, signatures) instanceof TypedJws.Opened.Claims opened
                ? of(opened.claims())
                : Optional.empty();
    }

    private static Optional<Checkpoint> of(Map<String, Object> claims) {
        if (claims.get("log") instanceof String log
                && claims.get("chain") instanceof String value
                && claims.get("seq") instanceof Long sequence
                && claims.get("time") instanceof String time) {
            try {
                Link covers = new Link(sequence, value);
                return Optional.of(
                        new Checkpoint(log, covers, Instant.parse(time), Boolean.TRUE.equals(claims.get("closed"))));
            } catch (IllegalArgumentException | DateTimeException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The line that holds a signed one, not chained yet. */
    public String toLine(String signed) {
        return Json.object()
                .put("checkpoint", signed)
                .put("time", time.toString())
                .build()
                .toCanonical();
    }

    /** The signed one in a line; empty where the line is none that holds one. */
    static Optional<String> in(byte[] line) {
        if (!ChainedLine.begins(line, BEGINNING)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LogFields.of(line).text("checkpoint"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
