package dev.cordon.aws.connection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stage of a WebSocket API. Immutable.
 *
 * @param api the API's id
 * @param stage its name
 */
public record SocketStage(String api, String stage) {

    private static final Pattern TEXT = Pattern.compile("([a-z0-9]{1,32})/([A-Za-z0-9_-]{1,128})");

    /**
     * The stage that a text names.
     *
     * @param text such as {@code a1b2c3/live}
     * @throws IllegalArgumentException where it names none
     */
    public static SocketStage of(String text) {
        Matcher named = TEXT.matcher(text);
        if (!named.matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no stage of a WebSocket API: write API-ID/STAGE, comma-separated");
        }
        return new SocketStage(named.group(1), named.group(2));
    }

    @Override
    public String toString() {
        return api + "/" + stage;
    }
}
