package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.AdministrationRecord;
import dev.cordon.credential.CredentialProof;
import dev.cordon.document.Json;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.mesh.admin.AdminAnswer;
import dev.cordon.mesh.admin.AdminHttpServer;
import dev.cordon.mesh.admin.AdminRequest;
import dev.cordon.mesh.admin.AdminServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.admin.Administration;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.WorkloadIdentity.SpiffeId;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.Endpoint;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.Workload;
import dev.cordon.token.TokenHash;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of services as CloudEvents, from callers whom the policy lets send them. */
final class EventsOverHttpTest {

    private static final String EVENTS = "/admin/v1/events";
    private static final String SEND = "/admin/v1/events/send";
    private static final ServiceName ORDERS = new ServiceName("orders");

    @TempDir
    private Path folder;

    private final List<AdministrationRecord> recorded = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private IssuerWorld world;
    private EmbeddedLifecycle lives;
    private AdminSettings settings;
    private AdminHttpServer server;
    private String pipeline;
    private String registry;

    @BeforeEach
    void start() throws Exception {
        world = new IssuerWorld(folder);
        world.add("pipeline", new CredentialProof.Secret(TokenHash.of("pipelines-secret")));
        world.add("registry", new CredentialProof.Secret(TokenHash.of("registrys-secret")));
        Set<EventSource> sources = Set.of(
                new EventSource("ci", Optional.empty()),
                new EventSource("vault", Optional.of(new ServiceName("pipeline"))));
        lives = EmbeddedLifecycle.start(
                world.store,
                world.issuer,
                new EmbeddedLifecycle.Believed(new Environment("production"), sources),
                new EmbeddedLifecycle.Told(asked -> {}, world.calls.events(), world.notices::add));
        settings = new AdminSettings(
                KeySchedule.standard(),
                Optional.empty(),
                () -> world.wall,
                new SecureRandom(),
                Optional.empty(),
                Optional.of(new AdminSettings.ServiceLives(
                        (event, sender) -> lives.take(event, sender.service()),
                        lives.events(),
                        lives.rotations(),
                        lives.reconciler())),
                () -> world.files.current().map(snapshot -> snapshot.policy()),
                recorded::add);
        server = AdminHttpServer.start(
                MeshConfig.defaults().listeningOn("127.0.0.1", 0),
                new ServiceName("cordon-admin"),
                world.calls,
                new AdminHttpServer.Desk(world.store, settings, world.notices::add));
        pipeline = token("pipeline");
        registry = token("registry");
    }

    @AfterEach
    void stop() {
        server.close();
        lives.close();
        world.close();
    }

    private String token(String service) throws Exception {
        String pair = service + ":" + service + "s-secret";
        String answer = world.ask(IssuerWorld.post(
                "/oauth2/token",
                "grant_type=client_credentials&audience=cordon-admin",
                "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        int from = answer.indexOf("\"access_token\":\"") + 16;
        return answer.substring(from, answer.indexOf('"', from));
    }

    private HttpResponse<String> post(String path, String body, String token, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .header("X-Forwarded-For", "10.1.2.3")
                .header("X-Client-Verify", "NONE")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> structured(String body, String token) throws Exception {
        return post(EVENTS, body, token, Map.of("Content-Type", "application/cloudevents+json"));
    }

    private static String ago(int seconds) {
        return Clock.systemUTC().instant().minusSeconds(seconds).toString();
    }

    private static String event(String kind, String source, String time) {
        return "{\"specversion\":\"1.0\",\"type\":\"dev.cordon.service." + kind + ".v1\",\"source\":\"" + source
                + "\",\"id\":\"run-7\",\"subject\":\"orders\",\"time\":\"" + time
                + "\",\"data\":{\"environment\":\"production\""
                + (kind.equals("deployed") ? ",\"revisions\":[\"42\"]" : "") + "}}";
    }

    /** What is counted, by its word. */
    private Map<String, Long> counted() {
        Map<String, Long> counted = new TreeMap<>();
        for (EventMeter.Outcome outcome : EventMeter.Outcome.values()) {
            long count = world.calls.events().counted(outcome);
            if (count > 0) {
                counted.put(outcome.toString(), count);
            }
        }
        return counted;
    }

    @Test
    void all_that_an_event_tells_of_a_service_is_registered() throws Exception {
        String plain = event("deployed", "ci", ago(60));
        String told = plain.replace(
                "\"revisions\":[\"42\"]",
                "\"revisions\":[\"42\",\"43\"],\"endpoints\":[\"https://orders.example\"],\"account\":\"prod\","
                        + "\"tags\":[\"team=orders\"],\"spiffe\":\"spiffe://shop.example/orders\"");
        assertThat(structured(told, pipeline).statusCode()).isEqualTo(202);
        String going = event("deprecated", "ci", ago(50))
                .replace(
                        "\"environment\":\"production\"",
                        "\"environment\":\"production\",\"until\":\"2030-01-01T00:00:00Z\",\"callers\":[\"web\"],"
                                + "\"operations\":[\"GET /orders/{id}\"]");
        assertThat(structured(going, pipeline).statusCode()).isEqualTo(202);

        assertThat(world.store.registry().find(ORDERS).orElseThrow().current())
                .isEqualTo(new ServiceEvent.Details(
                        Set.of("42", "43"),
                        Optional.of(Set.of(new Endpoint("https://orders.example"))),
                        Optional.of(new Deprecation(
                                Optional.of(Instant.parse("2030-01-01T00:00:00Z")),
                                Set.of(new ServiceName("web")),
                                Set.of(Operation.parse("GET /orders/{id}")))),
                        Optional.of(new Workload(
                                Optional.of("prod"),
                                Set.of(new Tag("team", "orders")),
                                Optional.of(new SpiffeId("spiffe://shop.example/orders"))))));
    }

    @Test
    void a_structured_event_registers_a_service_and_is_recorded_with_who_sent_it() throws Exception {
        HttpResponse<String> answer = structured(event("deployed", "ci", ago(60)), pipeline);

        assertThat(answer.body()).isEqualTo("{\"disposition\":\"taken\",\"service\":\"orders\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(world.store.registry().find(ORDERS).orElseThrow().current().revisions())
                .containsExactly("42");
        assertThat(recorded).singleElement().satisfies(record -> {
            assertThat(record.by()).isEqualTo("pipeline");
            assertThat(record.operation()).isEqualTo("events/send");
            assertThat(record.outcome().touched().toCanonical()).contains("\"disposition\":\"taken\"");
        });
        assertThat(Wire.ask(world.calls, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains("cordon_service_events_total{disposition=\"taken\"} 1\n");
    }

    @Test
    void a_binary_event_says_the_same() throws Exception {
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-type", "dev.cordon.service.deployed.v1",
                "ce-source", "%63i",
                "ce-id", "run-8",
                "ce-subject", "orders",
                "ce-time", ago(60));
        HttpResponse<String> answer = post(EVENTS, "{\"environment\":\"production\"}", pipeline, headers);

        assertThat(answer.body()).isEqualTo("{\"disposition\":\"taken\",\"service\":\"orders\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(world.store.registry().find(ORDERS)).isPresent();
    }

    @Test
    void what_is_ignored_is_accepted_so_that_nobody_sends_it_again() throws Exception {
        String deployed = event("deployed", "ci", ago(60));
        HttpResponse<String> scaled = structured(event("scaled", "ci", ago(90)), pipeline);
        HttpResponse<String> first = structured(deployed, pipeline);
        HttpResponse<String> again = structured(deployed, pipeline);
        HttpResponse<String> elsewhere = structured(deployed.replace("production", "staging"), pipeline);
        HttpResponse<String> foreign = structured(deployed.replace("dev.cordon.", "com.example."), pipeline);

        assertThat(List.of(scaled, first, again, elsewhere, foreign))
                .extracting(HttpResponse::statusCode)
                .containsOnly(202);
        assertThat(List.of(scaled, again, elsewhere, foreign))
                .extracting(HttpResponse::body)
                .containsExactly(
                        "{\"disposition\":\"not-there\",\"service\":\"orders\"}",
                        "{\"disposition\":\"stale\",\"service\":\"orders\"}",
                        "{\"disposition\":\"other-environment\",\"service\":\"orders\"}",
                        "{\"disposition\":\"unknown-type\"}");
        assertThat(counted())
                .isEqualTo(
                        Map.of("not-there", 1L, "taken", 1L, "stale", 1L, "other-environment", 1L, "unknown-type", 1L));
        assertThat(world.notices)
                .contains(
                        "administration: `events/send`: stale",
                        "an event that `pipeline` sent is unknown-type: type `com.example.service.deployed.v1` is none of"
                                + " a service's events");
    }

    @Test
    void who_is_not_believed_and_what_is_to_come_is_refused() throws Exception {
        HttpResponse<String> stranger = structured(event("retired", "stranger", ago(60)), pipeline);
        HttpResponse<String> future = structured(event("deployed", "ci", ago(-3_600)), pipeline);

        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).contains("events of source `stranger` are not believed of `pipeline`: name it");
        assertThat(future.statusCode()).isEqualTo(403);
        assertThat(future.body()).contains("in the future");
        assertThat(counted()).isEqualTo(Map.of("untrusted-source", 1L, "from-the-future", 1L));
        assertThat(world.store.registry().find(ORDERS)).isEmpty();
    }

    @Test
    void a_source_that_is_one_services_is_believed_of_no_other() throws Exception {
        String deployed = event("deployed", "vault", ago(60));
        HttpResponse<String> other = structured(deployed, registry);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("`vault` are not believed of `registry`");
        assertThat(world.store.registry().find(ORDERS)).isEmpty();
        assertThat(structured(event("deployed", "ci", ago(60)), registry).statusCode())
                .as("a source that is everybody's")
                .isEqualTo(202);

        assertThat(structured(event("deployed", "vault", ago(30)), pipeline).body())
                .contains("\"taken\"");
        assertThat(counted()).isEqualTo(Map.of("untrusted-source", 1L, "taken", 2L));
    }

    @Test
    void whichever_way_a_service_sends_its_source_must_be_its_own() throws Exception {
        lives.close();
        Set<EventSource> sources = Set.of(new EventSource("vault", Optional.of(new ServiceName("registry"))));
        lives = EmbeddedLifecycle.start(
                world.store,
                world.issuer,
                new EmbeddedLifecycle.Believed(new Environment("production"), sources),
                new EmbeddedLifecycle.Told(asked -> {}, world.calls.events(), world.notices::add));
        String arguments = "{\"kind\":\"deployed\",\"service\":\"orders\",\"environment\":\"production\","
                + "\"source\":\"vault\",\"id\":\"1\",\"occurred\":\"" + ago(60) + "\"}";

        assertThat(post(SEND, arguments, pipeline, Map.of()).statusCode()).isEqualTo(409);
        assertThat(structured(event("deployed", "vault", ago(60)), registry).statusCode())
                .isEqualTo(202);
    }

    @Test
    void an_operator_beside_the_store_is_believed_whatever_source_is_named() throws Exception {
        AdminRequest request = new AdminRequest(
                "events/send",
                Json.object()
                        .put("kind", "deployed")
                        .put("service", "orders")
                        .put("environment", "production")
                        .put("source", "vault")
                        .put("id", "1")
                        .put("occurred", ago(60))
                        .build());
        Path file = folder.resolve("store");
        try (AdminServer operators =
                        AdminServer.start(world.store, settings, AdminServer.socketOf(file), world.notices::add);
                Administration local = Administration.of(file, Optional.empty(), settings)) {
            assertThat(operators).isNotNull();
            AdminAnswer answer = local.ask(request);
            assertThat(answer.reveal().toCanonical()).contains("\"disposition\":\"taken\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"specversion\":\"1.0\"|\"specversion\":\"0.3\"|`specversion` must be `1.0`",
                "\"subject\":\"orders\",|\"subject\":\"orders\",\"subject\":\"orders\",|is repeated",
                "\"environment\":\"production\",|''|`environment` of the data is missing"
            })
    void what_is_no_event_is_told_and_counted(String from, String to, String why) throws Exception {
        HttpResponse<String> answer =
                structured(event("deployed", "ci", ago(60)).replace(from, to.replace("''", "")), pipeline);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
        assertThat(counted()).isEqualTo(Map.of("unreadable", 1L));
        assertThat(world.notices)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("an event that `pipeline` sent is unreadable: ")
                        .contains(why));
        assertThat(recorded).isEmpty();
    }

    @Test
    void a_flood_fills_no_log_and_is_counted_whole() throws Exception {
        for (int i = 0; i < 20; i++) {
            structured("{}", pipeline);
            structured(event("retired", "stranger-" + i, ago(60)), pipeline);
        }

        assertThat(counted()).isEqualTo(Map.of("unreadable", 20L, "untrusted-source", 20L));
        assertThat(world.notices).filteredOn(line -> line.contains("event")).hasSize(2);
    }

    @Test
    void a_key_that_somebody_sends_as_a_type_or_source_is_not_told() throws Exception {
        String key = "cordon_1" + "a".repeat(49);
        structured(event("deployed", key, ago(60)), pipeline);
        structured(event("deployed", "ci", ago(60)).replace("dev.cordon.service.deployed.v1", key), pipeline);

        assertThat(world.notices).filteredOn(line -> line.contains("event")).hasSize(2);
        assertThat(String.join("\n", world.notices)).doesNotContain(key);
        assertThat(recorded.toString()).doesNotContain(key);
    }

    @Test
    void a_store_that_does_not_answer_has_it_sent_again() throws Exception {
        world.store.close();

        HttpResponse<String> answer = structured(event("deployed", "ci", ago(60)), pipeline);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(counted()).isEqualTo(Map.of("unavailable", 1L));
    }

    @Test
    void whom_no_flow_lets_send_events_sends_none() throws Exception {
        HttpResponse<String> answer = post(SEND, "{}", registry, Map.of());
        assertThat(answer.statusCode()).isEqualTo(403);

        HttpResponse<String> nobody = structured(event("deployed", "ci", ago(60)), "none");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(counted()).isEmpty();
        assertThat(world.store.registry().find(ORDERS)).isEmpty();
    }

    @Test
    void what_an_operator_sends_and_is_no_event_is_counted_too() throws Exception {
        assertThat(post(SEND, "{\"kind\":\"moved\"}", pipeline, Map.of()).statusCode())
                .isEqualTo(400);
        assertThat(counted()).isEqualTo(Map.of("unreadable", 1L));
    }
}
