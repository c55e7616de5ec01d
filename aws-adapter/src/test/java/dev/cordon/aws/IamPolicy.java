package dev.cordon.aws;

import dev.cordon.document.Json;
import java.util.List;

/**
 * How API Gateway reads the answer to a call: an explicit deny beats an allow, and what nothing allows is denied. In a
 * resource {@code *} stands for any characters, slashes too, and {@code ?} for one.
 */
public final class IamPolicy {

    private IamPolicy() {}

    /** Whether the answer lets a call through. */
    public static boolean allows(Json.Members answer, String arn) {
        if (answer.find("isAuthorized").isPresent()) {
            return answer.map().get("isAuthorized").equals(Json.of(true));
        }
        return matches(answer, "Allow", arn) && !matches(answer, "Deny", arn);
    }

    private static boolean matches(Json.Members answer, String effect, String arn) {
        return resources(answer, effect).stream().anyMatch(resource -> covers(resource, arn));
    }

    /** The resources of all statements of that effect. */
    public static List<String> resources(Json.Members answer, String effect) {
        Json.Members policy = (Json.Members) answer.map().get("policyDocument");
        return ((Json.Items) policy.map().get("Statement"))
                .list().stream()
                        .map(Json.Members.class::cast)
                        .filter(statement -> statement.map().get("Effect").equals(Json.of(effect)))
                        .flatMap(statement -> ((Json.Items) statement.map().get("Resource")).list().stream())
                        .map(resource -> ((Json.Text) resource).value())
                        .toList();
    }

    static boolean covers(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char c = pattern.charAt(0);
        String rest = pattern.substring(1);
        if (c == '*') {
            return covers(rest, text) || !text.isEmpty() && covers(pattern, text.substring(1));
        }
        return !text.isEmpty() && (c == '?' || c == text.charAt(0)) && covers(rest, text.substring(1));
    }
}
