package dev.cordon.policy;

import java.util.Optional;

/** The HTTP methods that an operation may have (RFC 9110 §9, RFC 5789). Names are case-sensitive. */
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS,
    TRACE;

    private static final Method[] ALL = values();

    /** The name and a space: how an operation's text starts. */
    final String prefix = name() + " ";

    /** The method of exactly this spelling; {@code get} is none, for two spellings must not get one verdict. */
    public static Optional<Method> of(String name) {
        int ordinal = ordinalOf(name);
        return ordinal < 0 ? Optional.empty() : Optional.of(ALL[ordinal]);
    }

    /** The ordinal of the method of exactly this spelling, or -1: {@link #of} without an allocation. */
    public static int ordinalOf(String name) {
        for (Method method : ALL) {
            if (method.name().equals(name)) {
                return method.ordinal();
            }
        }
        return -1;
    }
}
