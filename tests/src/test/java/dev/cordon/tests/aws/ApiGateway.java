package dev.cordon.tests.aws;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.tests.gateway.ApiRoute;
import dev.cordon.tests.gateway.FrontCall;
import dev.cordon.tests.gateway.Guard;
import dev.cordon.tests.gateway.ResultCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What API Gateway documents that it does with an authorizer: which calls it asks about, what it keeps, what each
 * answer means to the caller. What is not documented for HTTP APIs, such as an error {@code Unauthorized}, is a 500.
 */
final class ApiGateway implements Guard {

    /** Documented for WebSocket APIs. */
    private static final int LARGEST_ANSWER = 8 * 1024;

    private static final int LONGEST_RESOURCE = 512;

    /** The function that is asked. */
    interface Function {
        /** Calls it. */
        Outcome invoke(byte[] event) throws Exception;
    }

    private final GatewayApi api;
    private final Function function;
    private final IdentitySources sources;
    private final ResultCache<Json.Members> cache;
    private final AtomicInteger asked = new AtomicInteger();

    ApiGateway(GatewayApi api, Function function, InstantSource clock) {
        this.api = api;
        this.function = function;
        this.sources = new IdentitySources(api);
        this.cache = new ResultCache<>(Duration.ofSeconds(api.authorizer().ttl()), clock);
    }

    /** How often the function was asked. */
    int asked() {
        return asked.get();
    }

    @Override
    public Ruling judge(FrontCall call, ApiRoute.Match match) throws Exception {
        Optional<List<String>> identity = sources.of(call, match);
        if (identity.isEmpty()) {
            return unauthorized();
        }
        EventWriter event = new EventWriter(api, call, match, identity.get());
        String key = String.join("\n", identity.get());
        boolean keeps = api.authorizer().ttl() > 0;
        Optional<Json.Members> kept = keeps ? cache.find(key) : Optional.empty();
        if (kept.isPresent()) {
            return rule(kept.get(), event.arn());
        }
        asked.incrementAndGet();
        Outcome outcome = function.invoke(event.write());
        if (outcome instanceof Outcome.Failure failure) {
            return failure.message().equals("Unauthorized")
                            && !api.authorizer().kind().isHttp()
                    ? unauthorized()
                    : fault();
        }
        Optional<Json.Members> answer = read((Outcome.Answer) outcome);
        if (answer.isEmpty()) {
            return fault();
        }
        if (keeps) {
            cache.keep(key, answer.get());
        }
        return rule(answer.get(), event.arn());
    }

    private Optional<Json.Members> read(Outcome.Answer answer) {
        boolean tooLarge = api.authorizer().kind() == Kind.WEBSOCKET && answer.body().length > LARGEST_ANSWER;
        try {
            return !tooLarge && Json.parse(answer.body()) instanceof Json.Members members && isWellFormed(members)
                    ? Optional.of(members)
                    : Optional.empty();
        } catch (InvalidDocumentException e) {
            return Optional.empty();
        }
    }

    private boolean isWellFormed(Json.Members answer) {
        if (api.authorizer().simple()) {
            return answer.find("isAuthorized").orElse(null) instanceof Json.Flag;
        }
        boolean flat = context(answer).values().stream()
                .noneMatch(value -> value instanceof Json.Members || value instanceof Json.Items);
        return flat
                && answer.find("principalId").orElse(null) instanceof Json.Text
                && answer.find("policyDocument").orElse(null) instanceof Json.Members policy
                && policy.find("Version").isPresent()
                && resourcesFit(policy.toCanonical());
    }

    private static boolean resourcesFit(String policy) {
        for (String part : policy.split("\"", -1)) {
            if (part.length() > LONGEST_RESOURCE) {
                return false;
            }
        }
        return true;
    }

    private Ruling rule(Json.Members answer, String arn) {
        if (api.authorizer().simple()) {
            boolean allowed = answer.find("isAuthorized").orElseThrow().equals(Json.of(true));
            return allowed ? pass(answer) : forbidden("");
        }
        IamPolicy policy =
                new IamPolicy((Json.Members) answer.find("policyDocument").orElseThrow());
        return switch (policy.of(arn)) {
            case ALLOWED -> pass(answer);
            case DENIED -> forbidden(" with an explicit deny");
            case NOT_ALLOWED -> forbidden("");
        };
    }

    /** A header whose context value there is none of is not sent, nor is the caller's own of that name. */
    private Ruling pass(Json.Members answer) {
        Map<String, Json> context = context(answer);
        Map<String, String> headers = new HashMap<>();
        api.headers().forEach((header, name) -> {
            Json value = context.get(name);
            headers.put(
                    header, value == null ? "" : value instanceof Json.Text text ? text.value() : value.toCanonical());
        });
        return new Ruling.Pass(headers);
    }

    private static Map<String, Json> context(Json.Members answer) {
        return answer.find("context").orElse(null) instanceof Json.Members members ? members.map() : Map.of();
    }

    private static Ruling unauthorized() {
        return new Ruling.Stop(401, "{\"message\":\"Unauthorized\"}");
    }

    private Ruling forbidden(String how) {
        return new Ruling.Stop(
                403,
                api.authorizer().kind().isHttp()
                        ? "{\"message\":\"Forbidden\"}"
                        : "{\"Message\":\"User is not authorized to access this resource" + how + "\"}");
    }

    private Ruling fault() {
        return new Ruling.Stop(
                500,
                api.authorizer().kind().isHttp() ? "{\"message\":\"Internal Server Error\"}" : "{\"message\":null}");
    }
}
