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
        Json.Members authorizer = applied.one("aws_apigatewayv2_authorizer.http[\"orders\"]");
        List<String> sources = ((Json.Items) member(authorizer, "identity_sources"))
                .list().stream().map(source -> ((Json.Text) source).value()).toList();
        return new GatewayApi(
                text(applied.one("aws_apigatewayv2_api.orders"), "execution_arn"),
                text(applied.one("aws_apigatewayv2_stage.live"), "name"),
                new GatewayApi.Authorizer(
                        text(authorizer, "authorizer_payload_format_version").equals("2.0") ? Kind.HTTP_2 : Kind.HTTP_1,
                        text(authorizer, "enable_simple_responses").equals("true"),
                        Integer.parseInt(text(authorizer, "authorizer_result_ttl_in_seconds")),
                        sources),
                headers(applied.one("aws_apigatewayv2_integration.orders[\"/orders/{id}\"]")));
    }

    /** From parameters such as {@code overwrite:header.X-Caller = $context.authorizer.caller}. */
    private static Map<String, String> headers(Json integration) {
        Map<String, String> headers = new HashMap<>();
        ((Json.Members) member(integration, "request_parameters"))
                .map()
                .forEach((parameter, value) -> headers.put(
                        parameter.replace("overwrite:header.", ""),
                        ((Json.Text) value).value().replace("$context.authorizer.", "")));
        return headers;
    }
}
