package dev.cordon.aws.store;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A place as it is written.
 *
 * @param bucket the S3 bucket
 * @param prefix what the names of objects begin with; empty, or ending in a slash
 * @param table the DynamoDB table of the head
 */
record S3Place(String bucket, String prefix, String table) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._-]+)*/?");
    private static final Pattern HEAD = Pattern.compile("head=([A-Za-z0-9_.-]{3,255})");

    /** @throws IllegalArgumentException where it names no bucket and table, saying what to write */
    static S3Place of(URI place) {
        String bucket = place.getRawAuthority();
        String path = place.getRawPath();
        String query = place.getRawQuery();
        boolean whole = bucket != null && path != null && query != null && place.getRawFragment() == null;
        if (!whole
                || !BUCKET.matcher(bucket).matches()
                || !PREFIX.matcher(path).matches()
                || !HEAD.matcher(query).matches()) {
            throw new IllegalArgumentException("`" + place + "` names no bucket and no table:"
                    + " write s3://BUCKET/PREFIX?head=TABLE, with letters, digits, `.`, `_`, `-` and `/`");
        }
        String named = path.startsWith("/") ? path.substring(1) : path;
        String prefix = named.isEmpty() || named.endsWith("/") ? named : named + "/";
        return new S3Place(bucket, prefix, query.substring("head=".length()));
    }
}
