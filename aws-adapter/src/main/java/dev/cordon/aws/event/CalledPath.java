package dev.cordon.aws.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Which path of the API is called. An event names it up to four times: in the ARN, without stage or base path; in
 * {@code path} or {@code rawPath}, after the stage or the base path of a custom domain, in ways that differ by kind and
 * domain; and as the template that was matched. All must agree, else one of them would be decided and another served.
 */
final class CalledPath {

    private static final String ROOT = "/";

    private CalledPath() {}

    /**
     * The path as the client sent it, without stage and base path: the end of the raw path that the ARN names too.
     *
     * @param raw the raw path of the event
     * @param route what API Gateway matched
     * @throws UnreadableEventException where the raw path does not end in the ARN's
     */
    static String below(String raw, ExecuteArn arn, Route route) throws UnreadableEventException {
        if (!raw.startsWith(ROOT)) {
            throw new UnreadableEventException("the path of the event does not start with `/`");
        }
        if (arn.path().equals(ROOT) && route.template().equals(ROOT)) {
            // the stage or base path may stand there without a slash after it
            return ROOT;
        }
        List<String> sent = PathText.segments(raw);
        List<String> named = PathText.segments(arn.path());
        int before = sent.size() - named.size();
        if (before < 0) {
            throw disagree();
        }
        List<String> own = new ArrayList<>(sent.subList(before, sent.size()));
        for (int i = 0; i < own.size(); i++) {
            if (!PathText.same(own.get(i), named.get(i))) {
                throw disagree();
            }
        }
        return ROOT + String.join("/", own);
    }

    /** Refuses a path that the route can't have matched. */
    static void check(String path, String method, Route route) throws UnreadableEventException {
        if (!route.takes(method) || !route.covers(PathText.segments(path))) {
            throw new UnreadableEventException("the route of the event is not that of its method and path");
        }
    }

    private static UnreadableEventException disagree() {
        return new UnreadableEventException("the path of the event contradicts its ARN");
    }
}
