package dev.cordon.analysis;

import dev.cordon.document.Json;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.RecordedToken;
import dev.cordon.token.VerifiedToken;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a verified token said. A claim that is left out says what the member beside the claims says. */
final class TokenReader {

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private TokenReader() {}

    static VerifiedToken read(LineFields line) throws UnreadableLineException {
        LineFields claims = line.object("claims");
        TokenKind kind = kind(claims);
        long issued = claims.number("iat");
        LineFields holder = claims.objectOrNone("cnf");
        return new RecordedToken(line.value("issuer", IssuerName::new), kind, line.text("kid"))
                .ids(line.text("jti"), line.optional("txn").orElse(null))
                .chain(
                        claims.has("client_id") ? claims.text("client_id") : line.text("caller"),
                        line.text("origin"),
                        line.texts("actors"))
                .authority(
                        claims.has("aud") ? claims.texts("aud") : List.of(line.text("target")),
                        scopes(claims),
                        purpose(line, claims, kind == TokenKind.EXTERNAL))
                .chainIssuedAt(claims.numbers("chain_iat"))
                .times(issued, claims.optionalNumber("nbf").orElse(issued), claims.number("exp"))
                .generation(claims.optionalNumber("gen").orElse(-1L))
                .place(claims.optional("env").orElse(null), claims.values("net", Cidr::parse))
                .usage(windows(claims), claims.optionalNumber("max_age").orElse(-1L))
                .holder(thumbprint(holder, "x5t#S256"), thumbprint(holder, "jkt"))
                .subject(subject(claims))
                .claims(tested(claims.objectOrNone("tested")))
                .token();
    }

    /** A kind that is not known here could be taken for another one, with other rules. */
    private static TokenKind kind(LineFields claims) throws UnreadableLineException {
        Optional<String> named = claims.optional("kind");
        for (TokenKind kind : TokenKind.values()) {
            if (named.isPresent() && kind.toString().equals(named.get())) {
                return kind;
            }
        }
        if (named.isPresent()) {
            throw claims.wrong("kind", "is no kind of token");
        }
        return TokenKind.SEGMENT;
    }

    private static @Nullable String purpose(LineFields line, LineFields claims, boolean external)
            throws UnreadableLineException {
        return claims.has("purpose") || external
                ? claims.optional("purpose").orElse(null)
                : line.optional("flow").orElse(null);
    }

    private static List<String> scopes(LineFields claims) throws UnreadableLineException {
        return claims.optional("scope")
                .map(text -> List.of(text.split(" ", -1)))
                .orElse(List.of());
    }

    private static @Nullable KeyThumbprint thumbprint(LineFields holder, String member) throws UnreadableLineException {
        return holder.has(member) ? holder.value(member, KeyThumbprint::new) : null;
    }

    private static VerifiedToken.@Nullable Subject subject(LineFields claims) throws UnreadableLineException {
        if (!claims.has("subject")) {
            return null;
        }
        LineFields subject = claims.object("subject");
        return new VerifiedToken.Subject(subject.text("iss"), "", subject.texts("roles"), subject.texts("groups"));
    }

    private static Map<String, ClaimValue> tested(LineFields tested) throws UnreadableLineException {
        Map<String, ClaimValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, Json> claim : tested.all().entrySet()) {
            Optional<ClaimValue> value = value(claim.getValue());
            values.put(claim.getKey(), value.orElseThrow(() -> tested.wrong(claim.getKey(), "is no claim's value")));
        }
        return values;
    }

    /** An array in an array stands for what no policy can name. */
    private static Optional<ClaimValue> value(Json value) {
        if (value instanceof Json.Text text) {
            return Optional.of(new ClaimValue.Text(text.value()));
        } else if (value instanceof Json.Whole whole) {
            return Optional.of(new ClaimValue.Whole(whole.value()));
        } else if (value instanceof Json.Flag flag) {
            return Optional.of(new ClaimValue.Flag(flag.value()));
        } else if (value instanceof Json.Items items) {
            List<ClaimValue> values = new ArrayList<>();
            for (Json item : items.list()) {
                Optional<ClaimValue> one = value(item);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                values.add(one.get());
            }
            return Optional.of(new ClaimValue.Many(values));
        }
        return Optional.empty();
    }

    private static List<TimeWindow> windows(LineFields claims) throws UnreadableLineException {
        List<TimeWindow> windows = new ArrayList<>();
        for (LineFields window : claims.objects("windows")) {
            List<DayOfWeek> days = window.values(
                    "days",
                    text -> DAYS.contains(text) ? Optional.of(DayOfWeek.of(DAYS.indexOf(text) + 1)) : Optional.empty());
            ZoneId zone = window.value("zone", ZoneId::of);
            int from = window.value("from", TokenReader::minute);
            int to = window.value("to", TokenReader::minute);
            try {
                windows.add(new TimeWindow(days, from, to, zone));
            } catch (IllegalArgumentException e) {
                throw claims.wrong("windows", "has a window that never opens");
            }
        }
        return List.copyOf(windows);
    }

    private static int minute(String text) {
        if (!text.matches("([01][0-9]|2[0-4]):[0-5][0-9]")) {
            throw new DateTimeException("no time of day");
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }
}
