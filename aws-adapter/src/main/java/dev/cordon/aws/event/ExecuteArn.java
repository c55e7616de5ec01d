package dev.cordon.aws.event;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is called, as API Gateway names it: {@code arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH}, or
 * {@code …/STAGE/$connect}. The path is the concrete one, with the values of parameters, without the base path of a
 * custom domain. AWS does not say whether it is percent-encoded; nothing here relies on either.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html">The
 *     form of these ARNs</a>
 */
public final class ExecuteArn {

    /** The last part of the ARN of a WebSocket connection. */
    public static final String CONNECT = "$connect";

    /**
     * The longest resource of a policy, in characters (<a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">output
     * of authorizers</a>).
     */
    public static final int LONGEST_RESOURCE = 512;

    private static final Pattern FORM = Pattern.compile("(arn:[a-z0-9-]{1,32}:execute-api:[a-z0-9-]{1,32}:([0-9]{12}):"
            + "([A-Za-z0-9-]{1,64})/([A-Za-z0-9_-]{1,128}|\\$default)/)([A-Za-z-]{1,32}|\\$connect)(/.*)?");

    private final String text;
    private final String stageRoot;
    private final String account;
    private final String api;
    private final String stage;
    private final String method;
    private final String path;

    private ExecuteArn(Matcher parts) {
        text = parts.group();
        stageRoot = parts.group(1);
        account = parts.group(2);
        api = parts.group(3);
        stage = parts.group(4);
        method = parts.group(5);
        String rest = parts.group(6);
        path = rest == null ? "" : rest;
    }

    /** Reads an ARN; empty where it is none of a call: another service's, or one with a wildcard before its path. */
    public static Optional<ExecuteArn> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        ExecuteArn arn = new ExecuteArn(parts);
        // a connection has no path, every other call has one
        return arn.isConnect() == arn.path.isEmpty() ? Optional.of(arn) : Optional.empty();
    }

    /** The ARN as it came. */
    public String text() {
        return text;
    }

    /** The account that owns the API. */
    public String account() {
        return account;
    }

    /** The API's id. */
    public String api() {
        return api;
    }

    /** The stage's name. */
    public String stage() {
        return stage;
    }

    /** The HTTP method, or {@link #CONNECT}. */
    public String method() {
        return method;
    }

    /** The path with its slash; empty for a connection. */
    public String path() {
        return path;
    }

    /** Whether it names the opening of a WebSocket connection. */
    public boolean isConnect() {
        return method.equals(CONNECT);
    }

    /** The ARN of another method and path of the same API and stage. */
    public String sibling(String otherMethod, String otherPath) {
        return stageRoot + otherMethod + otherPath;
    }

    /**
     * Whether this can be the resource of a policy and then means this call alone: short enough, and without what IAM
     * reads as a wildcard or a variable (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">resource
     * element</a>).
     */
    public boolean isExactResource() {
        return isExactResource(text);
    }

    /**
     * The resource of a policy that covers this call. Where the call can't be named exactly it covers others too: never
     * to be kept, nor for a call that was denied otherwise than by an observer.
     */
    public String covering() {
        if (isExactResource()) {
            return text;
        }
        int end = Math.min(text.length(), LONGEST_RESOURCE - 1);
        for (String mark : List.of("*", "?", "${")) {
            int at = text.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        return text.substring(0, end) + "*";
    }

    /** The same of any text. */
    public static boolean isExactResource(String resource) {
        return resource.length() <= LONGEST_RESOURCE
                && resource.indexOf('*') < 0
                && resource.indexOf('?') < 0
                && !resource.contains("${");
    }

    @Override
    public String toString() {
        return "call of API `" + api + "`, stage `" + stage + "`";
    }
}
