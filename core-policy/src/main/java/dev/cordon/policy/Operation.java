package dev.cordon.policy;

/** One method and path template of a service. Two of one method and text are equal. */
public final class Operation {

    private final Method method;
    private final PathTemplate path;
    private final String shape;

    /**
     * An operation.
     *
     * @param method the HTTP method
     * @param path the path template
     */
    public Operation(Method method, PathTemplate path) {
        this.method = method;
        this.path = path;
        this.shape = method.prefix.concat(path.shape());
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException where the text is no operation
     */
    public static Operation parse(String text) {
        int space = Math.max(0, text.indexOf(' '));
        Method method = Method.of(text.substring(0, space))
                .orElseThrow(() -> new IllegalArgumentException(
                        "an operation is a method, a space and a path, not `" + text + "`"));
        return new Operation(method, new PathTemplate(text.substring(space + 1)));
    }

    /** The HTTP method. */
    public Method method() {
        return method;
    }

    /** The path template. */
    public PathTemplate path() {
        return path;
    }

    /** Method and path with all parameters alike: two operations of one shape take the same calls. */
    public String shape() {
        return shape;
    }

    /** Whether both take the same calls. Shapes keep their hashes, and nearly all differ in them. */
    boolean hasShapeOf(Operation other) {
        return shape.hashCode() == other.shape.hashCode() && shape.equals(other.shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operation that && method == that.method && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return shape.hashCode();
    }

    /** The text that policies, logs and the command line use: {@code POST /charges}. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
