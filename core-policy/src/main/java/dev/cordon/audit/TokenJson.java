package dev.cordon.audit;

import dev.cordon.document.JsonLine;
import java.util.List;
import java.util.Optional;

/**
 * The JSON form of a record of the token service, in one line: see {@code docs/token-service.md}. A member that does
 * not apply is absent, never null. What a client wrote is shortened and in printable ASCII.
 */
public final class TokenJson {

    /** The most scopes that are written of those that a client asked for. */
    private static final int MOST_SCOPES = 32;

    private TokenJson() {}

    /** Appends the line, without its end, to a buffer that is empty or ends in a line feed. */
    public static void append(StringBuilder lines, TokenRecord asked) {
        JsonLine line = new JsonLine(lines).object();
        TokenRecord.Asked what = asked.asked();
        Optional<TokenRecord.Edge> edge = what.edge();
        if (asked.outcome() instanceof TokenRecord.Refused refused && refused.alarm()) {
            line.put("alarm", true);
        }
        text(line, "audience", edge.flatMap(TokenRecord.Edge::audience));
        text(line, "client", what.client());
        if (asked.outcome() instanceof TokenRecord.Refused refused) {
            line.put("error", refused.error());
        }
        TokenRecord.Issued issued = asked.outcome() instanceof TokenRecord.Issued made ? made : null;
        if (issued != null) {
            line.put("exp", issued.expiresAt().getEpochSecond());
            line.put("flow", issued.flow());
        }
        text(line, "grant", what.grant());
        line.put("granted", !(asked.outcome() instanceof TokenRecord.Refused));
        if (issued != null) {
            line.put("jti", issued.id());
        }
        text(line, "purpose", edge.flatMap(TokenRecord.Edge::purpose));
        line.put("request", what.endpoint());
        text(line, "resource", edge.flatMap(TokenRecord.Edge::resource));
        scopes(line, "scope", issued == null ? List.of() : issued.scopes());
        scopes(line, "scopeAsked", edge.map(TokenRecord.Edge::scopes).orElse(List.of()));
        what.source().ifPresent(address -> line.put("source", address.toString()));
        line.put("time", Words.time(asked.time()));
        if (issued != null) {
            line.put("txn", issued.transaction());
        }
        if (asked.outcome() instanceof TokenRecord.Revoked revoked) {
            line.put("txn", Words.name(revoked.transaction()));
        }
        if (asked.outcome() instanceof TokenRecord.Refused refused) {
            line.put("why", Words.printable(refused.why()));
        }
        line.endObject();
    }

    private static void text(JsonLine line, String name, Optional<String> text) {
        if (text.isPresent()) {
            line.put(name, Words.name(text.get()));
        }
    }

    private static void scopes(JsonLine line, String name, List<String> scopes) {
        if (!scopes.isEmpty()) {
            line.array(name);
            scopes.stream().limit(MOST_SCOPES).forEach(scope -> line.item(Words.name(scope)));
            line.endArray();
        }
    }
}
