package dev.cordon.aws.store;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a control plane keeps what it knows, as it is written.
 *
 * @param table the DynamoDB table of it
 * @param head the DynamoDB table of the head, which tells enforcement points of changes
 * @param secrets what the names of services' secrets begin with
 */
record ControlPlace(String table, String head, String secrets) {

    private static final String DEFAULT_SECRETS = "cordon/";
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
    private static final Pattern QUERY =
            Pattern.compile("head=([A-Za-z0-9_.-]{3,255})(?:&secrets=([A-Za-z0-9/_+=.@-]{1,128}))?");

    /** @throws IllegalArgumentException where it names no tables, saying what to write */
    static ControlPlace of(URI place) {
        String table = place.getRawAuthority();
        String query = place.getRawQuery();
        boolean whole = table != null
                && query != null
                && place.getRawPath() != null
                && place.getRawPath().isEmpty()
                && place.getRawFragment() == null;
        Matcher named = QUERY.matcher(whole ? query : "");
        if (!whole || !TABLE.matcher(table).matches() || !named.matches()) {
            throw new IllegalArgumentException("`" + place + "` names no control plane:"
                    + " write dynamodb://TABLE?head=TABLE, and `&secrets=PREFIX` where that is not `cordon/`");
        }
        return new ControlPlace(table, named.group(1), named.group(2) == null ? DEFAULT_SECRETS : named.group(2));
    }
}
