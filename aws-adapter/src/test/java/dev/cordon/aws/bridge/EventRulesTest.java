package dev.cordon.aws.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.bridge.BridgeReading.Passed;
import dev.cordon.aws.bridge.BridgeReading.Told;
import dev.cordon.document.Json;
import dev.cordon.policy.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The patterns of Terraform's rules and events as AWS documents them: what is read arrives. */
final class EventRulesTest {

    /** Which account and region count, Terraform adds. */
    private static final Path RULES =
            Path.of(System.getProperty("cordon.root"), "infra-terraform/modules/aws/lifecycle/rules.json");

    private static final BridgeEvents READER = new BridgeEvents(new BridgeRules(
            Map.of("123456789012", new Environment("production")), Set.of("eu-central-1"), Map.of(), true));

    private static final String FUNCTION = "\"functionName\": \"orders-api\"";
    private static final String ANSWERED = "{\"functionName\": \"orders-api\", \"version\": \"$LATEST\"}";

    /** The rules whose patterns match. */
    private static List<String> matching(String event) throws Exception {
        Json.Members members = (Json.Members) Json.parse(event);
        Map<String, Json> rules = new TreeMap<>(((Json.Members) Json.parse(Files.readAllBytes(RULES))).map());
        return rules.entrySet().stream()
                .filter(rule -> new EventPattern((Json.Members) rule.getValue()).matches(members))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static BridgeReading read(String event) {
        return READER.read(event.getBytes(StandardCharsets.UTF_8));
    }

    private static String api(String name) {
        return BridgeSamples.call("apigateway", name, "\"requestParameters\": {\"restApiId\": \"a1b2c3\"},");
    }

    private static String ecs(String name) {
        return BridgeSamples.call(
                "ecs", name, "\"requestParameters\": {\"service\": \"payments-api\", \"cluster\": \"shop\"},");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateFunction20150331",
                "UpdateFunctionCode20150331v2",
                "UpdateFunctionConfiguration20150331v2",
                "PublishVersion20150331",
                "DeleteFunction20150331"
            })
    void what_happens_to_functions_arrives(String name) throws Exception {
        String event = BridgeSamples.function(name, FUNCTION, ANSWERED);
        assertThat(read(event)).isInstanceOf(Told.class);
        assertThat(matching(event)).containsExactly("functions");
    }

    @Test
    void deployments_and_ends_of_ecs_services_arrive() throws Exception {
        String completed = BridgeSamples.deployment("SERVICE_DEPLOYMENT_COMPLETED");
        assertThat(read(completed)).isInstanceOf(Told.class);
        assertThat(matching(completed)).containsExactly("deployments");
        assertThat(read(ecs("DeleteService"))).isInstanceOf(Told.class);
        assertThat(matching(ecs("DeleteService"))).containsExactly("ecs-services");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateRestApi",
                "ImportRestApi",
                "PutRestApi",
                "CreateDeployment",
                "DeleteStage",
                "DeleteRestApi",
                "CreateApi",
                "ImportApi",
                "CreateRoute",
                "UpdateRoute",
                "DeleteRoute",
                "DeleteApi"
            })
    void what_happens_to_apis_arrives(String name) throws Exception {
        assertThat(read(api(name))).as("known, though no service").isEqualTo(new Passed(BridgeReading.Why.NO_SERVICE));
        assertThat(matching(api(name))).containsExactly("apis");
    }

    @ParameterizedTest
    @CsvSource({
        "lambda, Invoke",
        "lambda, GetFunction20150331v2",
        "lambda, ListFunctions20150331",
        "lambda, CreateFunctionUrlConfig",
        "lambda, DeleteFunctionConcurrency20171031",
        "lambda, DeleteFunctionCodeSigningConfig20200423",
        "lambda, PublishLayerVersion20181031",
        "ecs, CreateService",
        "ecs, UpdateService",
        "ecs, DeleteServices",
        "ecs, DeleteCluster",
        "apigateway, GetRestApi",
        "apigateway, TagResource",
        "s3, DeleteObject"
    })
    void other_calls_do_not_arrive(String service, String name) throws Exception {
        assertThat(matching(BridgeSamples.call(service, name, ""))).isEmpty();
    }

    @Test
    void what_only_looks_like_those_does_not_arrive() throws Exception {
        String deleted = BridgeSamples.function("DeleteFunction20150331", FUNCTION, "null");
        assertThat(matching(deleted)).hasSize(1);
        assertThat(matching(deleted.replace("\"aws.lambda\"", "\"my.lambda\""))).isEmpty();
        assertThat(matching(deleted.replace("lambda.amazonaws.com", "ecs.amazonaws.com")))
                .isEmpty();
        assertThat(matching(deleted.replace("API Call via", "Console Sign In via")))
                .isEmpty();
        String deployed = BridgeSamples.deployment("SERVICE_DEPLOYMENT_COMPLETED");
        assertThat(matching(deployed.replace("ECS Deployment", "ECS Task"))).isEmpty();
    }
}
