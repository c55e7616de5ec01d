package dev.cordon.benchmarks;

import java.util.List;

/**
 * One call of the pool, in nobody's words in particular.
 *
 * @param caller the calling service
 * @param flow the flow that the caller's token was made for
 * @param target the called service
 * @param method the HTTP method
 * @param path the concrete path
 * @param scopes the token's scopes
 * @param source the caller's IPv4 address
 * @param environment where the call is decided, as an index into the workload's environments
 * @param minute the minute of the day
 */
record Ask(
        String caller,
        String flow,
        String target,
        String method,
        String path,
        List<String> scopes,
        String source,
        int environment,
        int minute) {}
