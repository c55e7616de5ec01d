package dev.cordon.aws.store.inventory;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.store.AwsFailure;
import dev.cordon.aws.store.SignedRequests;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.lifecycle.Running;
import dev.cordon.lifecycle.ServiceInventory;
import dev.cordon.lifecycle.ServiceInventoryUnavailableException;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/**
 * The services of one account: its functions, ECS services and APIs in the regions whose events count, as the rules for
 * events name them. One that is there runs, though nobody may call it now and no task of it be up. Only kinds that may
 * be services are asked for. Safe for use by many threads; blocks as long as AWS takes.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html">ListFunctions</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html">ListServices</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html">GetRestApis</a>
 * @see <a href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">GetApis</a>
 */
public final class AwsInventory implements ServiceInventory {

    private static final String ECS = "AmazonEC2ContainerServiceV20141113.";

    private final Lists lists;
    private final BridgeRules rules;
    private final String account;
    private final Optional<URI> endpoint;

    /**
     * Of an account.
     *
     * @param requests in the name of that account
     * @param rules which services its resources are, and in which regions
     * @param account its number
     * @param endpoint of all APIs, in place of AWS's own
     * @param pauses waits for so long
     */
    public AwsInventory(
            SignedRequests requests,
            BridgeRules rules,
            String account,
            Optional<URI> endpoint,
            Consumer<Duration> pauses) {
        this.lists = new Lists(requests, pauses);
        this.rules = rules;
        this.account = account;
        this.endpoint = endpoint;
    }

    @Override
    public Running running() throws ServiceInventoryUnavailableException {
        Set<ServiceName> services = new HashSet<>();
        for (String region : rules.regions()) {
            if (rules.mayName("lambda")) {
                functions(region, services);
            }
            if (rules.mayName("ecs")) {
                ecs(region, services);
            }
            if (rules.mayName("apigateway")) {
                apis(region, services);
            }
        }
        Set<String> sources = rules.regions().stream()
                .map(region -> "aws:" + account + ":" + region)
                .collect(Collectors.toUnmodifiableSet());
        return new Running(services, service -> isOf(sources, service));
    }

    /** Others' services are not seen here. */
    private static boolean isOf(Set<String> sources, RegisteredService service) {
        return service.latest()
                .deployed()
                .map(ServiceEvent.Origin::source)
                .filter(sources::contains)
                .isPresent();
    }

    private void functions(String region, Set<ServiceName> services) throws ServiceInventoryUnavailableException {
        List<Json> functions = all("lambda:ListFunctions", region, new Lists.Of("Functions", "NextMarker", page -> {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("MaxItems", "50");
            page.ifPresent(marker -> query.put("Marker", marker));
            return SignedRequests.Asked.get("/2015-03-31/functions/", query);
        }));
        for (Json function : functions) {
            text(function, "FunctionName")
                    .flatMap(name -> rules.service("lambda/" + name, Optional.of(name)))
                    .ifPresent(services::add);
        }
    }

    private void ecs(String region, Set<ServiceName> services) throws ServiceInventoryUnavailableException {
        for (Json cluster : all("ecs:ListClusters", region, listed("ListClusters", "clusterArns", Map.of()))) {
            if (!(cluster instanceof Json.Text arn)) {
                continue;
            }
            Map<String, String> within = Map.of("cluster", arn.value());
            for (Json service : all("ecs:ListServices", region, listed("ListServices", "serviceArns", within))) {
                if (service instanceof Json.Text one) {
                    String name = last(one.value());
                    rules.service("ecs/" + last(arn.value()) + "/" + name, Optional.of(name))
                            .ifPresent(services::add);
                }
            }
        }
    }

    private static Lists.Of listed(String operation, String items, Map<String, String> members) {
        return new Lists.Of(items, "nextToken", page -> {
            JsonObjectBuilder body = Json.object().put("maxResults", 100);
            members.forEach(body::put);
            page.ifPresent(token -> body.put("nextToken", token));
            return SignedRequests.Asked.operation(ECS + operation, body.build());
        });
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private void apis(String region, Set<ServiceName> services) throws ServiceInventoryUnavailableException {
        List<Json> rest = all("apigateway:GET", region, new Lists.Of("item", "position", page -> {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("limit", "500");
            page.ifPresent(position -> query.put("position", position));
            return SignedRequests.Asked.get("/restapis", query);
        }));
        List<Json> second = all("apigateway:GET", region, new Lists.Of("items", "nextToken", page -> {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("maxResults", "500");
            page.ifPresent(token -> query.put("nextToken", token));
            return SignedRequests.Asked.get("/v2/apis", query);
        }));
        rest.forEach(api -> add(text(api, "id"), services));
        second.forEach(api -> add(text(api, "apiId"), services));
    }

    private void add(Optional<String> api, Set<ServiceName> services) {
        api.flatMap(id -> rules.service("apigateway/" + id, Optional.empty())).ifPresent(services::add);
    }

    private List<Json> all(String action, String region, Lists.Of list) throws ServiceInventoryUnavailableException {
        String service = action.substring(0, action.indexOf(':'));
        URI address = endpoint.orElseGet(() -> URI.create("https://" + service + "." + region + "."
                + Region.of(region).metadata().partition().dnsSuffix()));
        try {
            return lists.all(new SignedRequests.Api(service, region, address), list);
        } catch (SdkException e) {
            throw new ServiceInventoryUnavailableException(
                    "`" + action + "` in " + region + " failed: " + AwsFailure.why(e), e);
        }
    }

    private static Optional<String> text(Json object, String name) {
        return object instanceof Json.Members members && members.find(name).orElse(null) instanceof Json.Text text
                ? Optional.of(text.value())
                : Optional.empty();
    }
}
