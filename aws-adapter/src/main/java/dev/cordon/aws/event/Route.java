package dev.cordon.aws.event;

import java.util.List;

/**
 * The route or resource that API Gateway matched: {@code /users/{id}}, {@code /files/{proxy+}}, or {@code $default}.
 *
 * @param method the HTTP method of a route key, {@code ANY}, or {@code $default}
 * @param template the path template, or {@code $default}
 */
public record Route(String method, String template) {

    private static final String DEFAULT = "$default";
    private static final Route FALLBACK = new Route(DEFAULT, DEFAULT);

    /** The route of a route key, such as {@code GET /users/{id}} or {@code $default}. */
    static Route ofKey(String key) throws UnreadableEventException {
        if (key.equals(DEFAULT)) {
            return FALLBACK;
        }
        int space = key.indexOf(' ');
        if (space <= 0 || !key.startsWith("/", space + 1)) {
            throw new UnreadableEventException("`routeKey` of the event is no route key");
        }
        return new Route(key.substring(0, space), key.substring(space + 1));
    }

    /** Whether it takes one method only, so that a cache key with the route holds the method too. */
    public boolean hasOneMethod() {
        return !method.equals("ANY") && !method.equals(DEFAULT);
    }

    /** Whether API Gateway can have matched it for a call of that method. */
    boolean takes(String called) {
        return !hasOneMethod() || method.equals(called);
    }

    /**
     * Whether API Gateway can have matched it for that path.
     *
     * @param path the segments, percent-encoded or not
     */
    boolean covers(List<String> path) {
        if (template.equals(DEFAULT)) {
            return true;
        }
        List<String> wanted = PathText.segments(template);
        int last = wanted.size() - 1;
        boolean greedy = wanted.get(last).endsWith("+}");
        if (greedy ? path.size() <= last : !sameLength(path, wanted)) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            String segment = wanted.get(i);
            if (!segment.startsWith("{") && !PathText.same(segment, path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** REST APIs match {@code /a/} with the resource {@code /a}; what the policy makes of the slash is its affair. */
    private static boolean sameLength(List<String> path, List<String> wanted) {
        int size = path.size();
        return size == wanted.size()
                || size == wanted.size() + 1 && path.get(size - 1).isEmpty();
    }
}
