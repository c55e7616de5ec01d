package dev.cordon.cli.token;

import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenDefect;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The checks of a token that depend on no call, in their order, up to the first that fails. */
final class TokenChecks {

    private static final long LEEWAY = 5;

    private final KeyRing keys;
    private final Instant at;

    /** One check. */
    record Line(String check, boolean passed) {}

    TokenChecks(KeyRing keys, Instant at) {
        this.keys = keys;
        this.at = at;
    }

    List<Line> of(PresentedToken presented) {
        TokenCheck check = new TokenVerifier().verify(presented, keys);
        List<Line> lines = new ArrayList<>();
        for (TokenDefect defect : TokenDefect.values()) {
            boolean failed = check instanceof TokenCheck.Rejected rejected && rejected.defect() == defect;
            lines.add(new Line(words(defect), !failed));
            if (failed) {
                return lines;
            }
        }
        if (check instanceof TokenCheck.Verified verified) {
            times(verified.token(), lines);
        }
        return lines;
    }

    private void times(VerifiedToken token, List<Line> lines) {
        long now = at.getEpochSecond();
        boolean begun = Math.max(token.notBefore(), token.issuedAt()) <= now + LEEWAY;
        lines.add(new Line("it is valid from " + Instant.ofEpochSecond(token.notBefore()), begun));
        lines.add(new Line("it is valid until " + Instant.ofEpochSecond(token.expiresAt()), now < token.expiresAt()));
    }

    private static String words(TokenDefect defect) {
        return switch (defect) {
            case MALFORMED -> "it is a signed JWT of a sane size";
            case TYPE -> "its type is at+jwt, without critical extensions";
            case ISSUER -> "its issuer is one of the policy's";
            case ALGORITHM -> "its algorithm is on the issuer's list";
            case KEY -> "its key is one of the issuer's";
            case SIGNATURE -> "its signature holds";
            case CLAIMS -> "its claims are complete and well formed";
        };
    }
}
