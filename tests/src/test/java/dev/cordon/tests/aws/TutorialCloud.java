package dev.cordon.tests.aws;

import dev.cordon.document.Json;
import dev.cordon.tests.gateway.ApiRoute;
import dev.cordon.tests.gateway.Front;
import dev.cordon.tests.gateway.FrontCall;
import dev.cordon.tests.gateway.Guard;
import dev.cordon.tests.terraform.Applied;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tutorial's APIs as the internet sees them, made of what is applied at the moment: the authorizer, the API's own
 * answers to what is refused, its integrations, which answer by themselves; and the control plane, once it is there.
 */
final class TutorialCloud implements AutoCloseable {

    private static final List<ApiRoute> ROUTES = List.of(
            ApiRoute.of("GET /orders"),
            ApiRoute.of("POST /orders"),
            ApiRoute.of("GET /orders/{id}"),
            ApiRoute.of("DELETE /orders/{id}"));

    private static final Map<Integer, String> REFUSALS =
            Map.of(401, "UNAUTHORIZED", 403, "ACCESS_DENIED", 500, "AUTHORIZER_FAILURE");

    private final Applied applied;
    private final LambdaFunction function;
    private final Guard gateway;
    private final Front front;
    private final Optional<TutorialPlane> plane;

    /** @param control the folder of the control plane's unpacked package */
    TutorialCloud(CloudShop shop, Applied applied, Path control) throws Exception {
        this.applied = applied;
        function = LambdaFunction.start(shop.function(applied.settings()));
        GatewayApi api = ExampleApis.rest(applied);
        gateway = new ApiGateway(
                new GatewayApi(
                        api.execution(), api.stage(), api.authorizer(), Map.of("caller", "caller", "flow", "flow")),
                function::invoke,
                InstantSource.system());
        front = Front.start(new Front.Api(api.prefix(), ROUTES, this::judge, 0));
        plane = TutorialPlane.isIn(applied) ? Optional.of(new TutorialPlane(shop, applied, control)) : Optional.empty();
    }

    Applied applied() {
        return applied;
    }

    /** Tells the control plane of what was done since, if it is there. */
    void tell(Applied before) throws Exception {
        if (plane.isPresent()) {
            plane.get().tell(before, applied);
        }
    }

    String functionName() {
        return Applied.text(applied.one("aws_lambda_function.authorizer"), "function_name");
    }

    /** What the function printed, to the end of its last call. */
    List<String> log() throws Exception {
        int asked = function.invocations();
        AtomicInteger answered = new AtomicInteger();
        if (asked > 0) {
            function.log().await(line -> line.contains("\"_aws\"") && answered.incrementAndGet() == asked);
        }
        return function.log().lines();
    }

    /** Where the APIs are, by their ids. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new HashMap<>();
        ports.put(Applied.text(applied.one("aws_api_gateway_rest_api.orders"), "id"), front.port());
        plane.ifPresent(one -> ports.put(Applied.text(applied.one("aws_apigatewayv2_api.tokens"), "id"), one.port()));
        return ports;
    }

    /** A MOCK integration: what passes is answered by the gateway itself. */
    private Guard.Ruling judge(FrontCall call, ApiRoute.Match match) throws Exception {
        Guard.Ruling ruling = gateway.judge(call, match);
        if (ruling instanceof Guard.Ruling.Pass pass) {
            return new Guard.Ruling.Stop(200, integration(match.route(), pass.headers()));
        }
        int status = ((Guard.Ruling.Stop) ruling).status();
        Json.Members response =
                applied.one("aws_api_gateway_gateway_response.refusal[\"orders/" + REFUSALS.get(status) + "\"]");
        return new Guard.Ruling.Stop(
                Integer.parseInt(Applied.text(response, "status_code")),
                template(response)
                        .replace("$context.requestId", UUID.randomUUID().toString()));
    }

    private String integration(ApiRoute route, Map<String, String> context) {
        String address = "aws_api_gateway_integration_response.orders[\"" + route.method() + " " + route.template();
        String text = template(applied.one(address + "\"]"));
        for (Map.Entry<String, String> value : context.entrySet()) {
            text = text.replace("$context.authorizer." + value.getKey(), value.getValue());
        }
        // what the authorizer did not say is empty
        return text.replaceAll("\\$context\\.authorizer\\.\\w+", "");
    }

    private static String template(Json resource) {
        return Applied.text(Applied.member(resource, "response_templates"), "application/json");
    }

    @Override
    public void close() throws IOException {
        if (plane.isPresent()) {
            plane.get().close();
        }
        front.close();
        function.close();
    }
}
