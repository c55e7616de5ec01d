package dev.cordon.aws.store.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.Moto;
import dev.cordon.aws.store.MotoFunction;
import dev.cordon.aws.store.SignedRequests;
import dev.cordon.document.Json;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The lists of the emulator, which were written after AWS's own models. */
final class AwsInventoryOnMotoTest {

    private static final String REGION = "eu-west-1";
    private static final String ECS = "AmazonEC2ContainerServiceV20141113.";

    private final AwsBench moto = Moto.bench();
    private final SignedRequests requests = new SignedRequests(
            UrlConnectionHttpClient.create(),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));

    @Test
    void functions_ecs_services_and_apis_are_found() throws Exception {
        assertThat(MotoFunction.arn(moto)).endsWith(":rotation");
        ecs("CreateCluster", Json.object().put("clusterName", "shop").build());
        ecs(
                "RegisterTaskDefinition",
                Json.object()
                        .put("family", "cart")
                        .put(
                                "containerDefinitions",
                                Json.array(List.of(Json.object()
                                        .put("name", "cart")
                                        .put("image", "cart")
                                        .put("memory", 64)
                                        .build())))
                        .build());
        ecs(
                "CreateService",
                Json.object()
                        .put("cluster", "shop")
                        .put("serviceName", "cart")
                        .put("taskDefinition", "cart")
                        .put("desiredCount", 1)
                        .build());
        String rest = id("/restapis", "{\"name\":\"rest\"}", "id");
        String second = id("/v2/apis", "{\"name\":\"second\",\"protocolType\":\"HTTP\"}", "apiId");
        BridgeRules rules = new BridgeRules(
                Map.of("123456789012", new Environment("production")),
                Set.of(REGION),
                Map.of(
                        "lambda/rotation",
                        new ServiceName("rotation"),
                        "lambda/none",
                        new ServiceName("nobody"),
                        "ecs/shop/cart",
                        new ServiceName("cart"),
                        "apigateway/" + rest,
                        new ServiceName("orders-api"),
                        "apigateway/" + second,
                        new ServiceName("mail")),
                false);

        assertThat(new AwsInventory(requests, rules, "123456789012", Optional.of(moto.endpoint()), pause -> {})
                        .running()
                        .services())
                .extracting(ServiceName::text)
                .containsExactlyInAnyOrder("rotation", "cart", "orders-api", "mail");
    }

    private void ecs(String operation, Json.Members body) {
        assertThat(requests.send(
                        new SignedRequests.Api("ecs", REGION, moto.endpoint()),
                        SignedRequests.Asked.operation(ECS + operation, body)))
                .isNotEmpty();
    }

    private String id(String path, String body, String member) throws Exception {
        byte[] answer = requests.send(
                new SignedRequests.Api("apigateway", REGION, moto.endpoint()),
                new SignedRequests.Asked(
                        SdkHttpMethod.POST, path, Map.of(), Map.of("Content-Type", "application/json"), body));
        Json.Members made = (Json.Members) Json.parseWithNumbersAsText(answer);
        return ((Json.Text) made.find(member).orElseThrow()).value();
    }
}
