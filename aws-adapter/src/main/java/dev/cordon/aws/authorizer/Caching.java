package dev.cordon.aws.authorizer;

import dev.cordon.aws.event.EventKind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How long API Gateway keeps an answer, and for which calls it repeats it: those that agree in all identity sources.
 *
 * <p>Identity sources of a {@code REQUEST} authorizer may be headers, query parameters, stage variables and context
 * variables; path parameters may not, so a key holds the concrete path only as {@code context.path}. All of them
 * together are the key (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization-with-console.html">REST</a>,
 * <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">HTTP</a>; the
 * <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html">context
 * variables of HTTP APIs</a>). The key of a {@code TOKEN} authorizer is its one header.
 */
public final class Caching {

    /**
     * How much longer than the authorizer's time an answer must hold: it is kept from when API Gateway has it, which is
     * later than the decision.
     */
    public static final Duration MARGIN = Duration.ofSeconds(5);

    /** The longest time of an authorizer that leaves room for the margin within the hour that an answer may hold. */
    public static final int LONGEST_SECONDS = 3595;

    private static final String AUTHORIZATION = "request.header.authorization";
    private static final String SOURCE = "context.identity.sourceIp";
    private static final String METHOD = "context.httpMethod";
    private static final String PATH = "context.path";
    private static final String ROUTE = "context.routeKey";
    private static final Caching NONE = new Caching(Duration.ZERO, Set.of(), Reach.ONE_CALL);

    /** Which calls get an answer that was given to one. */
    enum Reach {
        /** Those with the same evidence, method and path: the answer need say nothing else. */
        ONE_CALL,
        /** All with the same evidence, so the answer must be right for every operation of the API. */
        WHOLE_API
    }

    private final Duration ttl;
    private final Set<String> key;
    private final Reach reach;

    private Caching(Duration ttl, Set<String> key, Reach reach) {
        this.ttl = ttl;
        this.key = key;
        this.reach = reach;
    }

    /** Every call is asked about. */
    public static Caching none() {
        return NONE;
    }

    /**
     * Answers are kept.
     *
     * @param seconds the authorizer's time to live, from 1
     * @param kind the one kind of authorizer that asks
     * @param sources its identity sources, comma-separated, as API Gateway spells them; empty for a {@code TOKEN} one
     * @throws IllegalArgumentException where no answer could be safe, saying what to write
     */
    public static Caching kept(int seconds, EventKind kind, String sources) {
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw new IllegalArgumentException("`" + seconds + "` is no time: write seconds from 0 to "
                    + LONGEST_SECONDS + ", as the authorizer has it");
        }
        if (kind == EventKind.WEBSOCKET) {
            throw new IllegalArgumentException("answers for WebSocket APIs are not kept: write 0");
        }
        Set<String> key = kind == EventKind.REST_TOKEN ? Set.of(AUTHORIZATION) : key(sources);
        if (!key.contains(AUTHORIZATION)) {
            // one caller would get another's answer
            throw new IllegalArgumentException("the header `Authorization` is missing: name all identity sources of the"
                    + " authorizer, and let the header be one of them");
        }
        boolean method = key.contains(METHOD) || kind.isHttpApi() && key.contains(ROUTE);
        Reach reach = method && key.contains(PATH) ? Reach.ONE_CALL : Reach.WHOLE_API;
        return new Caching(Duration.ofSeconds(seconds), key, reach);
    }

    private static Set<String> key(String sources) {
        Set<String> key = new LinkedHashSet<>();
        for (String source : sources.split(",", -1)) {
            String bare = withoutPrefix(source.strip());
            boolean known = bare.startsWith("request.header.")
                    || bare.startsWith("request.querystring.")
                    || bare.startsWith("context.")
                    || bare.startsWith("stageVariables.");
            if (!known) {
                throw new IllegalArgumentException("`" + source.strip() + "` is no identity source: write them as the"
                        + " authorizer has them, such as `method.request.header.Authorization`");
            }
            // header names are the only ones without regard to case
            key.add(bare.startsWith("request.header.") ? bare.toLowerCase(Locale.ROOT) : bare);
        }
        return key;
    }

    /** REST APIs write {@code method.request…}, HTTP APIs {@code $request…}. */
    private static String withoutPrefix(String source) {
        if (source.startsWith("method.")) {
            return source.substring("method.".length());
        }
        return source.startsWith("$") ? source.substring(1) : source;
    }

    /** Whether any answer is kept. */
    public boolean isKept() {
        return !ttl.isZero();
    }

    /** Whether an answer must be right for the whole API, which only a list of resources can say. */
    public boolean isForWholeApi() {
        return reach == Reach.WHOLE_API;
    }

    /** How long an answer must hold. */
    Duration hold() {
        return isKept() ? ttl.plus(MARGIN) : Duration.ZERO;
    }

    /** Whether the key holds the caller's address, so that an answer may depend on it. */
    boolean hasSource() {
        return !isKept() || key.contains(SOURCE);
    }

    /** Whether the key holds the method in the route's key alone, which may stand for all methods. */
    boolean needsMethodOfRoute() {
        return isKept() && reach == Reach.ONE_CALL && !key.contains(METHOD);
    }

    @Override
    public String toString() {
        return isKept() ? "answers are kept for " + ttl.toSeconds() + " s" : "answers are not kept";
    }
}
