package dev.cordon.aws.store.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.store.SignedRequests;
import dev.cordon.lifecycle.Running;
import dev.cordon.lifecycle.ServiceInventoryUnavailableException;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class AwsInventoryTest {

    private static final String ACCOUNT = "111122223333";
    private static final Environment PRODUCTION = new Environment("production");
    private static final String CLUSTER = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop";
    private static final ListingServer.Failure THROTTLED =
            new ListingServer.Failure(429, "TooManyRequestsException:http://internal.amazon.com/", "{}");

    private final List<Duration> pauses = new ArrayList<>();
    private ListingServer aws;

    @BeforeEach
    void start() throws Exception {
        aws = new ListingServer();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private Running running(Map<String, ServiceName> names, boolean ownNames)
            throws ServiceInventoryUnavailableException {
        return running(new BridgeRules(Map.of(ACCOUNT, PRODUCTION), Set.of("eu-west-1"), names, ownNames));
    }

    private Running running(BridgeRules rules) throws ServiceInventoryUnavailableException {
        SignedRequests requests = new SignedRequests(
                UrlConnectionHttpClient.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
        return new AwsInventory(requests, rules, ACCOUNT, Optional.of(aws.endpoint()), pauses::add).running();
    }

    private static Map<String, ServiceName> named(String resource, String service) {
        return Map.of(resource, new ServiceName(service));
    }

    private static String function(String name) {
        return "{\"FunctionName\":\"" + name + "\",\"MemorySize\":512}";
    }

    private static String service(String name) {
        return "\"arn:aws:ecs:eu-west-1:111122223333:service/shop/" + name + "\"";
    }

    @Test
    void functions_of_all_pages_are_services_by_their_names() throws Exception {
        aws.has("functions", function("orders-api"), function("Not_a_service"), function("cart"), function("v2-mail"));
        aws.has("clusters");

        assertThat(running(named("lambda/v2-mail", "mail"), true).services())
                .extracting(ServiceName::text)
                .containsExactlyInAnyOrder("orders-api", "cart", "mail");
        assertThat(aws.asked).noneMatch(asked -> asked.contains("unsigned"));
    }

    @Test
    void ecs_services_of_all_clusters_and_pages_are_services() throws Exception {
        aws.has("clusters", '"' + CLUSTER + '"', "\"arn:aws:ecs:eu-west-1:111122223333:cluster/b\"", "\"c\"");
        aws.has(CLUSTER, service("orders-api"), service("cart"), service("mail"));
        aws.has("c", "\"arn:aws:ecs:eu-west-1:111122223333:service/c/web-bff\"");

        assertThat(running(Map.of(), true).services())
                .extracting(ServiceName::text)
                .containsExactlyInAnyOrder("orders-api", "cart", "mail", "web-bff");
    }

    @Test
    void apis_of_both_versions_are_services_where_they_are_named() throws Exception {
        aws.has("restapis", "{\"id\":\"x\"}", "{\"id\":\"y\"}", "{\"id\":\"a1b2c3\"}");
        aws.has("apis", "{\"apiId\":\"d4e5f6\"}");

        Running running = running(
                Map.of(
                        "apigateway/a1b2c3", new ServiceName("orders-api"),
                        "apigateway/d4e5f6", new ServiceName("cart"),
                        "apigateway/gone", new ServiceName("mail")),
                false);

        assertThat(running.services()).extracting(ServiceName::text).containsExactlyInAnyOrder("orders-api", "cart");
        assertThat(aws.asked)
                .as("only what may be a service is asked for")
                .allMatch(asked -> asked.startsWith("/restapis?") || asked.startsWith("/v2/apis?"));
    }

    @Test
    void where_aws_throttles_it_is_asked_again_after_a_pause() throws Exception {
        aws.has("functions", function("orders-api"));
        aws.failures.add(THROTTLED);
        aws.failures.add(new ListingServer.Failure(503, "", ""));
        aws.failures.add(new ListingServer.Failure(400, "", "{\"__type\":\"com.amazon.coral#ThrottlingException\"}"));

        assertThat(running(named("lambda/orders-api", "orders-api"), false).services())
                .extracting(ServiceName::text)
                .containsExactly("orders-api");
        assertThat(aws.asked).hasSize(4);
        assertThat(pauses).filteredOn(pause -> !pause.isZero()).isNotEmpty();
    }

    @Test
    void where_aws_goes_on_throttling_nobody_knows_what_runs() {
        for (int i = 0; i < 10; i++) {
            aws.failures.add(THROTTLED);
        }

        assertThatThrownBy(() -> running(named("lambda/orders-api", "orders-api"), false))
                .isInstanceOf(ServiceInventoryUnavailableException.class)
                .hasMessage("`lambda:ListFunctions` in eu-west-1 failed: AWS throttles: status 429"
                        + " `TooManyRequestsException`");
        assertThat(aws.asked).hasSize(5);
    }

    @Test
    void where_a_page_of_many_is_refused_nobody_knows_what_runs() {
        aws.has("clusters", '"' + CLUSTER + '"');
        aws.failures.add(new ListingServer.Failure(400, "", "{\"__type\":\"AccessDeniedException\"}"));

        assertThatThrownBy(() -> running(named("ecs/shop/orders-api", "orders-api"), false))
                .isInstanceOf(ServiceInventoryUnavailableException.class)
                .hasMessageStartingWith("`ecs:ListClusters` in eu-west-1 failed: the AWS credentials may not do that");
    }

    @Test
    void what_is_no_answer_of_aws_tells_nothing() {
        aws.failures.add(new ListingServer.Failure(200, "", "<html>sign in</html>"));

        assertThatThrownBy(() -> running(named("lambda/orders-api", "orders-api"), false))
                .isInstanceOf(ServiceInventoryUnavailableException.class)
                .hasMessageContaining("the answer is no JSON object");
    }

    @Test
    void where_nothing_may_be_a_service_nothing_is_asked() throws Exception {
        assertThat(running(Map.of(), false).services()).isEmpty();
        assertThat(aws.asked).isEmpty();
    }

    @Test
    void a_service_that_another_account_or_region_deployed_would_not_be_seen() throws Exception {
        Running running = running(named("lambda/cart", "cart"), false);

        assertThat(running.visible()).accepts(deployed("aws:111122223333:eu-west-1"));
        assertThat(running.visible())
                .rejects(
                        deployed("aws:444455556666:eu-west-1"),
                        deployed("aws:111122223333:us-east-1"),
                        deployed("https://ci.example"));
    }

    private static RegisteredService deployed(String source) {
        Instant at = Instant.parse("2026-11-29T12:00:00Z");
        ServiceEvent event = new ServiceEvent(
                ServiceEvent.Kind.DEPLOYED,
                new ServiceName("orders-api"),
                PRODUCTION,
                ServiceEvent.Details.NONE,
                new ServiceEvent.Origin(source, "1", at));
        return RegisteredService.after(Optional.empty(), event, at).orElseThrow();
    }
}
