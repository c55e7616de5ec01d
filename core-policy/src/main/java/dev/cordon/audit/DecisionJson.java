package dev.cordon.audit;

import dev.cordon.decision.Judgement;
import dev.cordon.token.VerifiedToken;
import java.util.stream.Stream;

/**
 * The JSON form of a record, in one line: names are stable, see {@code docs/decision-log.md}. A member that does not
 * apply is absent, never null. What a caller wrote appears only where it is harmless: the path in its one canonical
 * form or not at all, method and host shortened, all in printable ASCII.
 */
public final class DecisionJson {

    private DecisionJson() {}

    /** The record as one line of JSON, without the line's end. */
    public static String line(DecisionRecord decision) {
        StringBuilder line = new StringBuilder(2048);
        append(line, decision);
        return line.toString();
    }

    /**
     * Whether a record's line spells what its token is revoked by as the token does: what is not printable ASCII is
     * written otherwise, and two such tokens may look alike in it.
     */
    public static boolean spellsToken(DecisionRecord decision) {
        VerifiedToken token =
                decision.subject().judgement().flatMap(Judgement::token).orElse(null);
        if (token == null) {
            return true;
        }
        String transaction = token.transaction();
        return Stream.concat(
                        Stream.of(
                                token.id(),
                                token.keyId(),
                                token.caller(),
                                token.origin(),
                                transaction == null ? "" : transaction),
                        token.actors().stream())
                .allMatch(text -> Words.name(text).equals(text));
    }

    /**
     * Appends the same to a buffer, which is empty or ends in a line feed. A record without a JSON form leaves the
     * buffer as it was.
     *
     * @throws IllegalArgumentException where there is no JSON form
     */
    public static void append(StringBuilder lines, DecisionRecord decision) {
        int before = lines.length();
        boolean written = false;
        try {
            new DecisionWriter(lines, decision).write();
            written = true;
        } finally {
            if (!written) {
                lines.setLength(before);
            }
        }
    }
}
