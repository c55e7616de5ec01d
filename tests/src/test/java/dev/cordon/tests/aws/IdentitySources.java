package dev.cordon.tests.aws;

import dev.cordon.tests.gateway.ApiRoute;
import dev.cordon.tests.gateway.FrontCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a call must carry to be asked for. All values together are the key by which answers are kept.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization-with-console.html">
 *     Identity sources of REST APIs</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">of HTTP
 *     APIs</a>
 */
final class IdentitySources {

    private final GatewayApi api;

    IdentitySources(GatewayApi api) {
        this.api = api;
    }

    /** The values in order; empty where one is missing. */
    Optional<List<String>> of(FrontCall call, ApiRoute.Match match) {
        List<String> values = new ArrayList<>();
        for (String source : api.authorizer().sources()) {
            Optional<String> value = value(source, call, match).filter(text -> !text.isEmpty());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    private Optional<String> value(String source, FrontCall call, ApiRoute.Match match) {
        String bare = source.replaceFirst("^(\\$|method\\.|route\\.)", "");
        if (bare.startsWith("request.header.")) {
            List<String> values = call.header(bare.substring("request.header.".length()));
            return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
        }
        if (bare.startsWith("request.querystring.")) {
            String start = bare.substring("request.querystring.".length()) + "=";
            return Arrays.stream(call.target().query().split("&", -1))
                    .filter(pair -> pair.startsWith(start))
                    .map(pair -> pair.substring(start.length()))
                    .findFirst();
        }
        return switch (bare) {
            case "context.identity.sourceIp" -> Optional.of(call.peer().address());
            case "context.httpMethod" -> Optional.of(call.method());
            case "context.path" -> Optional.of(call.target().path());
            case "context.resourcePath" -> Optional.of(match.route().template());
            case "context.routeKey" ->
                Optional.of(match.route().method() + " " + match.route().template());
            default -> throw new IllegalArgumentException("no identity source `" + source + "` is known here");
        };
    }
}
