package dev.cordon.tests.aws;

import static dev.cordon.tests.terraform.Applied.member;
import static dev.cordon.tests.terraform.Applied.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.aws.ExampleLives.Life;
import dev.cordon.tests.aws.ExampleLives.Start;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples with the real provider, against the emulator: one life for each kind of authorizer, one with mutual TLS,
 * one of the control plane and one of what sends it events from another account. The tests look at what came of them.
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

    /** Whether the other kinds of the same examples are applied, too. */
    private static final boolean FULL = Boolean.getBoolean("cordon.full");

    private static final Map<String, String> KINDS = Map.of(
            "rest-token", "rest-token",
            "rest-request", "rest-request",
            "http-1", "http-1.0",
            "http-2", "http-2.0",
            "websocket", "websocket",
            "mutual-tls", "http-2.0");

    /** The kind of the example for HTTP APIs. */
    private static final String SIMPLE = "kind     = \"http-2.0\"\n  response = \"simple\"";

    /** The name of the example of the control plane. */
    private static final String CONTROL = "lives";

    /** The name of the example of what sends it events from another account. */
    private static final String SENDER = "sends";

    /** What a second plan changes of it though nothing changed, since the emulator returns it in another form. */
    private static final Set<String> OTHERWISE_RETURNED_BY_THE_EMULATOR = Set.of("aws_sqs_queue.redrive_policy");

    @TempDir
    private static Path temporary;

    private static Payments payments;
    private static Map<String, Life> lives;
    private static Future<Example> control;
    private static Future<Example> sender;
    private static String leftBehind;

    @BeforeAll
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    static void let_the_examples_live() throws Exception {
        RealProgram.find("terraform");
        CloudShop shop = CloudShop.shared();
        Moto moto = shop.moto();
        payments = new Payments(temporary);
        ExampleCaller rest = new ExampleCaller.Orders(shop, ExampleApis::rest);
        LifecycleCalls service = new LifecycleCalls(shop, temporary);
        ExampleCaller http = new ExampleCaller.Orders(shop, ExampleApis::http);
        try (DomainNames domains = new DomainNames(moto);
                ExampleLives all = new ExampleLives(shop, temporary)) {
            all.start("rest-request", Start.of("aws-rest"), rest);
            if (FULL) {
                all.start("rest-token", Start.of("aws-rest").rewriting("\"rest-request\"", "\"rest-token\""), rest);
                all.start("http-1", Start.of("aws-http").rewriting(SIMPLE, "kind = \"http-1.0\""), http);
            }
            all.start("http-2", Start.of("aws-http"), http);
            all.start("websocket", Start.of("aws-websocket"), new ExampleCaller.Feed(shop));
            all.start("mutual-tls", payments.example(domains), new ExampleCaller.Charges(shop, payments));
            control = all.start(
                    CONTROL,
                    Start.of("aws-lifecycle")
                            .packed(FunctionPackage.CONTROL_JAR)
                            .with("other_accounts", "[\"" + OtherAccountCalls.ACCOUNT + "\"]"),
                    service);
            sender = all.start(
                    SENDER,
                    Start.of("aws-sender").in(OtherAccountCalls.sender(moto, CONTROL)),
                    (applied, example) -> {});
            lives = all.all();
        }
        leftBehind = moto.get("lambda", "/2015-03-31/functions/")
                + moto.get("apigateway", "/restapis")
                + moto.get("apigateway", "/v2/apis")
                + moto.get("apigateway", "/v2/domainnames")
                + moto.get("s3", "/");
    }

    @Test
    void what_was_applied_lets_through_what_the_published_policy_allows_and_nothing_else() {
        lives.forEach((name, life) -> {
            ExampleCalls calls = life.calls();
            assertThat(calls.allowed().status())
                    .as("%s%n%s", name, calls.log())
                    .isEqualTo(name.equals("websocket") ? 101 : 200);
            assertThat(calls.received()).as(name).containsAll(calls.told());
            assertThat(calls.denied().status()).as(name).isEqualTo(403);
            assertThat(calls.beforePublication().status()).as(name).isEqualTo(403);
        });
    }

    @Test
    void a_service_lives_by_what_happens_on_the_bus_of_the_control_plane_that_was_applied() throws Exception {
        Example life = control.get();

        assertThat(life.changes()).isEqualTo(OTHERWISE_RETURNED_BY_THE_EMULATOR);
        assertThat(life.left()).isEmpty();
        assertThat(leftBehind).doesNotContain(CONTROL);
    }

    @Test
    void what_sends_from_another_account_is_as_it_was_planned_and_leaves_nothing() throws Exception {
        Example life = sender.get();

        assertThat(life.changes()).isEmpty();
        assertThat(life.left()).isEmpty();
    }

    @Test
    void a_call_without_a_token_is_a_401_but_where_a_certificate_may_do() {
        lives.forEach((name, life) -> assertThat(life.calls().anonymous().status())
                .as(name)
                .isEqualTo(name.equals("mutual-tls") ? 403 : 401));
    }

    @Test
    void a_second_plan_changes_nothing_but_what_the_emulator_forgets() {
        lives.forEach(
                (name, life) -> assertThat(life.example().changes()).as(name).isSubsetOf(NOT_RETURNED_BY_THE_EMULATOR));
    }

    @Test
    void a_destroy_leaves_nothing() {
        lives.forEach((name, life) -> {
            assertThat(life.example().left()).as(name).isEmpty();
            assertThat(leftBehind).doesNotContain(name);
        });
        assertThat(leftBehind).doesNotContain(Payments.DOMAIN);
    }

    @Test
    void the_function_knows_how_it_is_asked() {
        lives.forEach((name, life) -> {
            assertThat(setting(life, "CORDON_KINDS")).isEqualTo(KINDS.get(name));
            assertThat(setting(life, "CORDON_TTL")).as(name).isEqualTo("0");
        });
    }

    @Test
    void the_gateways_keep_no_answers() {
        lives.forEach((name, life) -> assertThat(authorizer(life).find("authorizer_result_ttl_in_seconds"))
                .as(name)
                .contains(Json.of(0)));
    }

    private static List<String> known(String... names) {
        return Stream.of(names).filter(lives::containsKey).toList();
    }

    @Test
    void gateway_and_function_have_the_same_identity_sources() {
        for (String name : known("rest-request", "rest-token")) {
            assertThat(setting(lives.get(name), "CORDON_IDENTITY_SOURCES"))
                    .isEqualTo(text(authorizer(lives.get(name)), "identity_source"))
                    .isEqualTo("method.request.header.Authorization");
        }
        for (String name : known("http-1", "http-2", "websocket")) {
            String source = (name.equals("websocket") ? "route." : "$") + "request.header.Authorization";
            assertThat(setting(lives.get(name), "CORDON_IDENTITY_SOURCES")).isEqualTo(source);
            assertThat(member(authorizer(lives.get(name)), "identity_sources")).isEqualTo(Json.texts(Set.of(source)));
        }
        assertThat(setting(lives.get("mutual-tls"), "CORDON_IDENTITY_SOURCES")).isNull();
        assertThat(member(authorizer(lives.get("mutual-tls")), "identity_sources"))
                .isEqualTo(Json.texts(Set.of()));
    }

    @Test
    void the_function_stands_before_the_api_that_asks_it() {
        lives.forEach((name, life) -> {
            Applied applied = life.applied();
            String api = applied.made().entrySet().stream()
                    .filter(it -> it.getKey().matches("aws_api_?gateway(v2_api|_rest_api)\\..*"))
                    .map(it -> text(it.getValue(), "id"))
                    .findFirst()
                    .orElseThrow();
            String permission =
                    text(applied.one("aws_lambda_permission.gateway[\"" + service(name) + "\"]"), "source_arn");
            assertThat(setting(life, "CORDON_TARGETS")).isEqualTo(api + "=" + service(name) + "-api");
            assertThat(permission).endsWith(":" + api + "/authorizers/" + text(authorizer(life), "id"));
        });
    }

    @Test
    void every_operation_of_the_apis_asks_the_authorizer() {
        assertThat(attached("rest-request", "aws_api_gateway_method", "authorization"))
                .hasSize(4);
        assertThat(attached("http-2", "aws_apigatewayv2_route", "authorization_type"))
                .hasSize(4);
        assertThat(attached("mutual-tls", "aws_apigatewayv2_route", "authorization_type"))
                .hasSize(1);
    }

    /** The addresses of what has an authorizer; whatever else is of that type is an error. */
    private static List<String> attached(String name, String type, String attribute) {
        Map<String, Json.Members> made = lives.get(name).applied().made();
        List<String> addresses =
                made.keySet().stream().filter(it -> it.startsWith(type + ".")).toList();
        for (String address : addresses) {
            assertThat(text(made.get(address), attribute)).as(address).isEqualTo("CUSTOM");
            assertThat(text(made.get(address), "authorizer_id")).as(address).isNotEmpty();
        }
        return addresses;
    }

    @Test
    void a_connection_asks_the_authorizer_when_it_opens() {
        Json.Members connect = lives.get("websocket").applied().one("aws_apigatewayv2_route.connect");

        assertThat(text(connect, "route_key")).isEqualTo("$connect");
        assertThat(text(connect, "authorization_type")).isEqualTo("CUSTOM");
        assertThat(text(connect, "authorizer_id")).isEqualTo(text(authorizer(lives.get("websocket")), "id"));
    }

    @Test
    void with_mutual_tls_the_domain_is_the_only_way_in_and_trusts_whom_the_function_trusts() throws Exception {
        Life life = lives.get("mutual-tls");
        Applied applied = life.applied();
        Json.Members domain = applied.one("aws_apigatewayv2_domain_name.payments");
        Json.Members truststore = applied.one("aws_s3_object.truststore");
        Json trust = ((Json.Items) member(domain, "mutual_tls_authentication"))
                .list()
                .get(0);

        assertThat(text(applied.one("aws_apigatewayv2_api.payments"), "disable_execute_api_endpoint"))
                .isEqualTo("true");
        assertThat(text(applied.one("aws_apigatewayv2_api_mapping.payments"), "domain_name"))
                .isEqualTo(Payments.DOMAIN);
        assertThat(text(trust, "truststore_uri")).isEqualTo("s3://" + text(truststore, "bucket") + "/truststore.pem");
        assertThat(text(trust, "truststore_version")).isNotEmpty().isEqualTo(text(truststore, "version_id"));
        assertThat(setting(life, "CORDON_CLIENT_AUTHORITIES"))
                .isEqualTo(text(truststore, "content"))
                .isEqualTo(Files.readString(payments.authorities()));
    }

    @Test
    void outputs_say_where_to_publish_and_what_signs() {
        lives.forEach((name, life) -> {
            Map<String, String> outputs = life.applied().outputs();
            assertThat(outputs.get("place"))
                    .isEqualTo("s3://" + setting(life, "CORDON_BUCKET") + "/?head=" + name + "-head");
            assertThat(outputs.get("signing_key")).isEqualTo("awskms:///alias/" + name + "-bundles");
        });
    }

    @Test
    void outputs_say_where_to_call_and_where_a_domain_leads() {
        Map<String, String> outputs = lives.get("mutual-tls").applied().outputs();

        assertThat(outputs)
                .containsEntry("url", "https://" + Payments.DOMAIN)
                .containsEntry("dns_target", DomainNames.TARGET)
                .containsEntry("dns_zone_id", DomainNames.ZONE);
        assertThat(lives.get("websocket").applied().outputs().get("url"))
                .startsWith("wss://")
                .endsWith("/live");
    }

    private static Json.Members authorizer(Life life) {
        return life.applied().made().entrySet().stream()
                .filter(it -> it.getKey().matches(".*\\.aws_api_?gateway(v2)?_authorizer\\..*"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String service(String name) {
        return name.equals("websocket") ? "feed" : name.equals("mutual-tls") ? "payments" : "orders";
    }

    private static String setting(Life life, String name) {
        return life.applied().settings().get(name);
    }
}
