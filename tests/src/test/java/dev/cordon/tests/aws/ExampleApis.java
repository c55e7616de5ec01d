package dev.cordon.tests.aws;

import static dev.cordon.tests.terraform.Applied.member;
import static dev.cordon.tests.terraform.Applied.text;

import dev.cordon.document.Json;
import dev.cordon.tests.terraform.Applied;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The APIs of the Terraform examples, from what was applied: nothing is configured a second time for the tests. */
final class ExampleApis {

    private static final String FROM_AUTHORIZER = "context.authorizer.";

    private ExampleApis() {}

    static GatewayApi rest(Applied applied) {
        Json.Members authorizer = applied.one("aws_api_gateway_authorizer.rest[\"orders\"]");
        return new GatewayApi(
                text(applied.one("aws_api_gateway_rest_api.orders"), "execution_arn"),
                text(applied.one("aws_api_gateway_stage.live"), "stage_name"),
                new GatewayApi.Authorizer(
                        text(authorizer, "type").equals("TOKEN") ? Kind.REST_TOKEN : Kind.REST_REQUEST,
                        false,
                        Integer.parseInt(text(authorizer, "authorizer_result_ttl_in_seconds")),
                        sources(text(authorizer, "identity_source"))),
                Attachment.HEADERS);
    }

    private static List<String> sources(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    static GatewayApi http(Applied applied) {
        return second(applied, "orders", "orders[\"/orders/{id}\"]");
    }

    static GatewayApi webSocket(Applied applied) {
        return second(applied, "feed", "feed");
    }

    static GatewayApi mutualTls(Applied applied) {
        return second(applied, "payments", "payments");
    }

    /** HTTP and WebSocket APIs are one API of AWS, the second version. */
    private static GatewayApi second(Applied applied, String name, String integration) {
        Json.Members api = applied.one("aws_apigatewayv2_api." + name);
        Json.Members authorizer = applied.one("aws_apigatewayv2_authorizer.http[\"" + name + "\"]");
        List<String> sources = ((Json.Items) member(authorizer, "identity_sources"))
                .list().stream().map(source -> ((Json.Text) source).value()).toList();
        return new GatewayApi(
                text(api, "execution_arn"),
                text(applied.one("aws_apigatewayv2_stage.live"), "name"),
                new GatewayApi.Authorizer(
                        kind(text(api, "protocol_type"), text(authorizer, "authorizer_payload_format_version")),
                        text(authorizer, "enable_simple_responses").equals("true"),
                        Integer.parseInt(text(authorizer, "authorizer_result_ttl_in_seconds")),
                        sources),
                headers(applied.one("aws_apigatewayv2_integration." + integration)));
    }

    private static Kind kind(String protocol, String payload) {
        return protocol.equals("WEBSOCKET") ? Kind.WEBSOCKET : payload.equals("2.0") ? Kind.HTTP_2 : Kind.HTTP_1;
    }

    /**
     * From parameters such as {@code overwrite:header.X-Caller = $context.authorizer.caller}, or for a WebSocket API
     * {@code integration.request.header.X-Caller = context.authorizer.caller}.
     */
    private static Map<String, String> headers(Json integration) {
        Map<String, String> headers = new HashMap<>();
        ((Json.Members) member(integration, "request_parameters")).map().forEach((parameter, value) -> {
            String source = ((Json.Text) value).value();
            int at = source.indexOf(FROM_AUTHORIZER);
            if (at >= 0) {
                headers.put(
                        parameter.substring(parameter.indexOf("header.") + "header.".length()),
                        source.substring(at + FROM_AUTHORIZER.length()));
            }
        });
        return headers;
    }
}
