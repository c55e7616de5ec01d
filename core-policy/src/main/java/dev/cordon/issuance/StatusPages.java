package dev.cordon.issuance;

import dev.cordon.decision.Moment;
import dev.cordon.document.Json;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.status.StatusListToken;
import dev.cordon.token.TokenHash;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The status lists and the list of these, apart from HTTP (draft-ietf-oauth-status-list §8.1, §8.2, §9). They are
 * public: which places are whose is known to the tokens' holders alone. Safe for use by many threads; blocks as long as
 * its stores do.
 */
public final class StatusPages {

    /** No list has a number of more digits. */
    private static final int LONGEST_NUMBER = 15;

    private final String base;
    private final StatusLists lists;

    /**
     * Something that can be read.
     *
     * @param list the number of a list; empty for the list of lists
     */
    public record Page(OptionalLong list) {}

    /** @param issuer the issuer identifier */
    public StatusPages(String issuer, StatusLists lists) {
        this.base = Optional.ofNullable(URI.create(issuer).getRawPath()).orElse("") + StatusPlaces.PATH;
        this.lists = lists;
    }

    /** The page at a path of the server's public URL. */
    public Optional<Page> at(String path) {
        if (!path.startsWith(base)) {
            return Optional.empty();
        }
        String rest = path.substring(base.length());
        if (rest.isEmpty()) {
            return Optional.of(new Page(OptionalLong.empty()));
        }
        boolean number = rest.length() <= LONGEST_NUMBER && rest.matches("/(0|[1-9][0-9]*)");
        return number ? Optional.of(new Page(OptionalLong.of(Long.parseLong(rest.substring(1))))) : Optional.empty();
    }

    /**
     * A page, or that it has not changed.
     *
     * @param known the {@code If-None-Match} headers
     */
    public OAuthAnswer read(Page page, List<String> known, Moment now) {
        try {
            if (page.list().isEmpty()) {
                return all(now.wall());
            }
            return lists.find(page.list().getAsLong(), now.wall())
                    .map(published -> answer(published, known, now.wall()))
                    .orElseGet(() -> new OAuthAnswer(404, Map.of("Cache-Control", "no-store"), ""));
        } catch (TokenLedgerUnavailableException | TokenRefusedException e) {
            return new OAuthAnswer(503, Map.of("Cache-Control", "no-store", "Retry-After", "1"), "");
        }
    }

    /** What answers a question for the status at another time (§8.4). */
    public OAuthAnswer notOfThePast() {
        return new OAuthAnswer(501, Map.of("Cache-Control", "no-store"), "");
    }

    private OAuthAnswer all(Instant now) throws TokenLedgerUnavailableException {
        Json.Members body =
                Json.object().put("status_lists", Json.texts(lists.uris(now))).build();
        return new OAuthAnswer(
                200,
                headers(Map.of(
                        "Content-Type", "application/json", "Cache-Control", caching(StatusLists.TTL.toSeconds()))),
                body.toCanonical());
    }

    private static OAuthAnswer answer(StatusLists.Published published, List<String> known, Instant now) {
        String tag = "\"" + TokenHash.of(published.token()).toString().substring(0, 32) + "\"";
        long left = Duration.between(now, published.expiresAt()).toSeconds();
        Map<String, String> headers =
                headers(Map.of("ETag", tag, "Cache-Control", caching(Math.min(left, StatusLists.TTL.toSeconds()))));
        if (isKnown(tag, known)) {
            return new OAuthAnswer(304, headers, "");
        }
        headers.put("Content-Type", StatusListToken.MEDIA_TYPE);
        return new OAuthAnswer(200, headers, published.token());
    }

    private static String caching(long seconds) {
        return "public, max-age=" + seconds;
    }

    /** Scripts of any page may read what is public. */
    private static Map<String, String> headers(Map<String, String> some) {
        Map<String, String> headers = new TreeMap<>(some);
        headers.put("Access-Control-Allow-Origin", "*");
        return headers;
    }

    /** RFC 9110 §13.1.2: a weak tag of the same text counts, and so does an asterisk. */
    private static boolean isKnown(String tag, List<String> known) {
        for (String header : known) {
            for (String one : header.split(",", -1)) {
                String text = one.strip();
                if (text.equals("*") || text.equals(tag) || text.equals("W/" + tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
