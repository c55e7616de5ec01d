package dev.cordon.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, read once. Either it has exactly one reading, then {@link #canonical} is that, with escapes of
 * unreserved characters decoded and all others in uppercase hex (RFC 3986 §6.2.2.1, §6.2.2.2); or it has none or two,
 * then {@link #defect} says why and the call is denied. Nothing is folded: dot segments, doubled slashes and matrix
 * parameters are defects, since the server behind may read them otherwise. A trailing slash is significant.
 */
public final class RequestPath {

    /** The longest path that is read, in characters; longer ones are a defect. */
    public static final int LONGEST = 4096;

    private final String canonical;
    private final @Nullable PathDefect defect;

    private RequestPath(String canonical, @Nullable PathDefect defect) {
        this.canonical = canonical;
        this.defect = defect;
    }

    /**
     * Reads a raw request target's path; a query is cut off at its {@code ?}. Never fails: what can't be read is a path
     * with a defect. Where the path is canonical already its own string is kept.
     *
     * @param raw as it came over the wire, not decoded by anyone
     */
    public static RequestPath read(String raw) {
        int query = raw.indexOf('?');
        String path = query < 0 ? raw : raw.substring(0, query);
        if (path.length() > LONGEST) {
            return new RequestPath("", PathDefect.TOO_LONG);
        }
        PathReader reader = new PathReader(path);
        PathDefect defect = reader.read();
        return new RequestPath(defect == null ? reader.canonical() : "", defect);
    }

    /** A path that has this defect, for who no longer has its text. */
    public static RequestPath unclear(PathDefect defect) {
        return new RequestPath("", defect);
    }

    /** The one reading, or the empty string where there is a defect. */
    public String canonical() {
        return canonical;
    }

    /** Why there is not exactly one reading. */
    public Optional<PathDefect> defect() {
        return Optional.ofNullable(defect);
    }

    /** Whether there is exactly one reading. */
    public boolean isClear() {
        return defect == null;
    }

    @Override
    public String toString() {
        return defect == null ? canonical : "(" + defect.finding() + ")";
    }
}
