package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import dev.cordon.tests.terraform.Terraform;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples with the real provider, against the emulator. Both live at once, since most of the time is waiting; the
 * tests look at what came of it.
 */
final class TerraformApplyIT {

    /**
     * What a second plan changes though nothing changed: the emulator forgets SnapStart, so that the function seems to
     * need an update, which would publish another version, to which the alias would move.
     */
    private static final Set<String> NOT_RETURNED_BY_THE_EMULATOR = Set.of(
            "aws_lambda_function.snap_start",
            "aws_lambda_function.version",
            "aws_lambda_function.qualified_arn",
            "aws_lambda_function.qualified_invoke_arn",
            "aws_lambda_alias.function_version");

    @TempDir
    private static Path temporary;

    private static Example restLife;
    private static Example httpLife;
    private static Applied rest;
    private static Applied http;
    private static ExampleCalls restCalls;
    private static ExampleCalls httpCalls;
    private static String leftBehind;

    @BeforeAll
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    static void let_both_examples_live() throws Exception {
        RealProgram.find("terraform");
        CloudShop shop = CloudShop.shared();
        Moto moto = shop.moto();
        restCalls = new ExampleCalls(shop, ExampleApis::rest);
        httpCalls = new ExampleCalls(shop, ExampleApis::http);
        CompletableFuture<Example> first = start("aws-rest", moto, restCalls);
        CompletableFuture<Example> second = start("aws-http", moto, httpCalls);
        restLife = first.get();
        httpLife = second.get();
        rest = restLife.applied();
        http = httpLife.applied();
        leftBehind = moto.get("lambda", "/2015-03-31/functions/")
                + moto.get("apigateway", "/restapis")
                + moto.get("apigateway", "/v2/apis")
                + moto.get("s3", "/");
    }

    private static CompletableFuture<Example> start(String name, Moto moto, Example.Use use) throws Exception {
        Path copy = Terraform.copyTo(temporary.resolve(name));
        Map<String, String> environment = new HashMap<>(moto.environment());
        environment.put("TF_VAR_name", name);
        environment.put("TF_VAR_package", FunctionPackage.JAR.toString());
        Terraform terraform = new Terraform(Example.folder(copy, name), environment);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Example.live(terraform, use);
            } catch (Exception e) {
                throw new IllegalStateException(name + ": " + e.getMessage(), e);
            }
        });
    }

    @Test
    void what_was_applied_lets_through_what_the_published_policy_allows_and_nothing_else() {
        for (ExampleCalls calls : List.of(restCalls, httpCalls)) {
            assertThat(calls.allowed().status()).isEqualTo(200);
            assertThat(calls.allowed().body()).contains("x-cordon-caller: web-bff", "x-cordon-flow: checkout");
            assertThat(calls.denied().status()).isEqualTo(403);
            assertThat(calls.anonymous().status()).isEqualTo(401);
            assertThat(calls.beforePublication().status()).isEqualTo(403);
        }
    }

    @Test
    void a_second_plan_changes_nothing_but_what_the_emulator_forgets() {
        assertThat(restLife.changes()).isSubsetOf(NOT_RETURNED_BY_THE_EMULATOR);
        assertThat(httpLife.changes()).isSubsetOf(NOT_RETURNED_BY_THE_EMULATOR);
    }

    @Test
    void a_destroy_leaves_nothing() {
        assertThat(restLife.left()).isEmpty();
        assertThat(httpLife.left()).isEmpty();
        assertThat(leftBehind).doesNotContain("aws-rest").doesNotContain("aws-http");
    }

    @Test
    void the_gateways_keep_no_answers_and_the_functions_know() {
        assertThat(rest.one("aws_api_gateway_authorizer.rest[\"orders\"]").find("authorizer_result_ttl_in_seconds"))
                .contains(Json.of(0));
        assertThat(http.one("aws_apigatewayv2_authorizer.http[\"orders\"]").find("authorizer_result_ttl_in_seconds"))
                .contains(Json.of(0));
        assertThat(setting(rest, "CORDON_TTL")).isEqualTo("0");
        assertThat(setting(http, "CORDON_TTL")).isEqualTo("0");
    }

    @Test
    void gateway_and_function_have_the_same_identity_sources() {
        Json.Members authorizer = rest.one("aws_api_gateway_authorizer.rest[\"orders\"]");

        assertThat(setting(rest, "CORDON_IDENTITY_SOURCES"))
                .isEqualTo(Applied.text(authorizer, "identity_source"))
                .isEqualTo("method.request.header.Authorization");
        assertThat(setting(http, "CORDON_IDENTITY_SOURCES")).isEqualTo("$request.header.Authorization");
        assertThat(http.one("aws_apigatewayv2_authorizer.http[\"orders\"]").find("identity_sources"))
                .contains(Json.texts(Set.of("$request.header.Authorization")));
    }

    @Test
    void the_function_stands_before_the_api_that_asks_it() {
        String api = Applied.text(rest.one("aws_api_gateway_rest_api.orders"), "id");
        String permission = Applied.text(rest.one("aws_lambda_permission.gateway[\"orders\"]"), "source_arn");

        assertThat(setting(rest, "CORDON_TARGETS")).isEqualTo(api + "=orders-api");
        assertThat(setting(rest, "CORDON_KINDS")).isEqualTo("rest-request");
        assertThat(permission)
                .endsWith(":" + api + "/authorizers/"
                        + Applied.text(rest.one("aws_api_gateway_authorizer.rest[\"orders\"]"), "id"));
    }

    @Test
    void every_operation_of_the_apis_asks_the_authorizer() {
        assertThat(rest.made())
                .anySatisfy((address, values) ->
                        assertThat(address).isEqualTo("aws_api_gateway_method.orders[\"POST /orders\"]"));
        assertThat(rest.made())
                .allSatisfy((address, values) ->
                        assertAttached(address, values, "aws_api_gateway_method", "authorization"));
        assertThat(http.made())
                .allSatisfy((address, values) ->
                        assertAttached(address, values, "aws_apigatewayv2_route", "authorization_type"));
    }

    private static void assertAttached(String address, Json.Members values, String type, String attribute) {
        if (address.startsWith(type + ".")) {
            assertThat(Applied.text(values, attribute)).as(address).isEqualTo("CUSTOM");
            assertThat(Applied.text(values, "authorizer_id")).as(address).isNotEmpty();
        }
    }

    @Test
    void outputs_say_where_to_publish_and_what_signs() {
        assertThat(rest.outputs().get("place"))
                .isEqualTo("s3://" + setting(rest, "CORDON_BUCKET") + "/?head=aws-rest-head");
        assertThat(rest.outputs().get("signing_key")).isEqualTo("awskms:///alias/aws-rest-bundles");
    }

    private static String setting(Applied example, String name) {
        return example.settings().get(name);
    }
}
