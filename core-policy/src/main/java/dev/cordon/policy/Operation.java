package dev.cordon.policy;

/**
 * One method and path template of a service.
 *
 * @param method the HTTP method
 * @param path the path template
 */
public record Operation(Method method, PathTemplate path) {

    /** Method and path with all parameters alike: two operations of one shape take the same calls. */
    public String shape() {
        return method + " " + path.shape();
    }

    /** The text that policies, logs and the command line use: {@code POST /charges}. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
