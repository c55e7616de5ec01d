package dev.cordon.cli.policy;

import dev.cordon.policy.ServiceName;
import java.util.Optional;

/**
 * A call in words: {@code POST payments-api /charges}.
 *
 * @param method the method as written; it may be none that a policy can name
 * @param service the name of the service called; it need not exist
 * @param path the path as written, with its query if any
 */
public record CallText(String method, String service, String path) {

    /** How calls are written, to tell those who wrote it otherwise. */
    public static final String FORM = "METHOD SERVICE /PATH";

    /** Reads a call; empty where the text does not have the form {@link #FORM}, with single spaces. */
    public static Optional<CallText> parse(String text) {
        int first = text.indexOf(' ');
        int second = text.indexOf(' ', first + 1);
        if (first < 1 || second < 0) {
            return Optional.empty();
        }
        String method = text.substring(0, first);
        String service = text.substring(first + 1, second);
        String path = text.substring(second + 1);
        boolean valid = method.chars().allMatch(c -> c > ' ' && c < 0x7F)
                && ServiceName.isValid(service)
                && path.startsWith("/")
                && path.indexOf(' ') < 0;
        return valid ? Optional.of(new CallText(method, service, path)) : Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + service + " " + path;
    }
}
