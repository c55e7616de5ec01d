package dev.cordon.aws.cache;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stage whose authorizers' answers are kept, all of them or none. Immutable.
 *
 * @param kind of its API
 * @param api the API's id
 * @param stage its name
 */
public record ApiStage(Kind kind, String api, String stage) {

    private static final Pattern TEXT =
            Pattern.compile("(rest|http)/([a-z0-9]{1,32})/(\\$default|[A-Za-z0-9_-]{1,128})");

    /** Kinds of APIs whose answers are kept. */
    public enum Kind {
        /** A REST API. */
        REST,
        /** An HTTP API. */
        HTTP
    }

    /**
     * The stage that a text names.
     *
     * @param text such as {@code rest/a1b2c3/live}
     * @throws IllegalArgumentException where it names none
     */
    public static ApiStage of(String text) {
        Matcher named = TEXT.matcher(text);
        if (!named.matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no stage: write rest/API-ID/STAGE or http/API-ID/STAGE, comma-separated");
        }
        return new ApiStage(named.group(1).equals("rest") ? Kind.REST : Kind.HTTP, named.group(2), named.group(3));
    }

    @Override
    public String toString() {
        return (kind == Kind.REST ? "rest/" : "http/") + api + "/" + stage;
    }
}
